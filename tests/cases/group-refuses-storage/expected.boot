--- exit status
1
--- kernel log
<6> 0000:01:00.0 10de:1c82 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:0fb9 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.0 10ec:8168 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 1b21:0612 skipped: a storage controller requires a rule with its ID (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:1c.0 driver=pcieport
0000:00:1c.1 driver=pcieport
0000:00:1f.2
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:02:00.0 driver=vfio-pci override=vfio-pci
0000:03:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:01:00.0 group=yes: 0000:01:00.0
device 0000:01:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:01:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:1, by group): bound to vfio-pci
device 0000:02:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1, by group): bound to vfio-pci
device 0000:03:00.0 skipped driver=none (/etc/vfio-prebind.conf:1, by group): skipped: a storage controller requires a rule with its ID
--- end 0
