--- exit status
1
--- kernel log
<4> 0000:04:00.0 1002:67df skipped: the device is 1002:67df subsystem 1da2:e387 class 030000, but the rule is 0000:04:00.0 id=1002:73bf (/etc/vfio-prebind.conf:1)
<6> 0000:04:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:04:00.1/driver_override 'vfio-pci'
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
0000:03:00.1
0000:04:00.0
0000:04:00.1 driver=vfio-pci override=vfio-pci
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:04:00.0 id=1002:73bf: nothing
rule /etc/vfio-prebind.conf:2 0000:04:00.1: 0000:04:00.1
device 0000:04:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: the device is 1002:67df subsystem 1da2:e387 class 030000, but the rule is 0000:04:00.0 id=1002:73bf
device 0000:04:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
--- end 0
