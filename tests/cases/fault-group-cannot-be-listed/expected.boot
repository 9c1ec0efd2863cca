--- exit status
1
--- kernel log
<4> /sys/kernel/iommu_groups/31: cannot be listed: input/output error (EIO)
<6> 0000:03:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<4> 0000:04:00.0 1002:67df skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:03:00.1/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0 driver=pcieport
0000:00:03.0 driver=pcieport
0000:00:14.0
0000:00:19.0
0000:00:1f.0
0000:00:1f.2
0000:00:1f.3
0000:03:00.0
0000:03:00.1 driver=vfio-pci override=vfio-pci
0000:04:00.0
0000:04:00.1
--- report
status 1
error /sys/kernel/iommu_groups/31:0:0 cannot be listed: input/output error (EIO)
rule /etc/vfio-prebind.conf:1 0000:04:00.0 group=yes: 0000:04:00.0
rule /etc/vfio-prebind.conf:2 0000:03:00.1: 0000:03:00.1
device 0000:03:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
device 0000:04:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: part of the input could not be read and may exclude it
--- end 0
