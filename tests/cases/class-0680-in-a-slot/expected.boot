--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:1af1 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1af1 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:03:00.0 8086:a121 skipped: bridges are never bound (/etc/vfio-prebind.conf:2)
<6> 0000:03:00.1 8086:a122 skipped: bridges are never bound (/etc/vfio-prebind.conf:2)
<6> 0000:03:00.2 8086:a123 skipped: bridges are never bound (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:02:00.0
0000:02:00.1
0000:03:00.0
0000:03:00.1
0000:03:00.2
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:01:00.*: 0000:01:00.0 0000:01:00.1
rule /etc/vfio-prebind.conf:2 0000:03:00.*: 0000:03:00.0 0000:03:00.1 0000:03:00.2
device 0000:01:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:01:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:03:00.0 skipped driver=none (/etc/vfio-prebind.conf:2): skipped: bridges are never bound
device 0000:03:00.1 skipped driver=none (/etc/vfio-prebind.conf:2): skipped: bridges are never bound
device 0000:03:00.2 skipped driver=none (/etc/vfio-prebind.conf:2): skipped: bridges are never bound
--- end 0
