--- exit status
1
--- kernel log
<6> 0000:3b:00.0 8086:1572 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<4> 0000:3b:00.1 8086:1572 skipped: the device is 8086:1572 subsystem 1028:0000 class 020000, but the rule is 0000:3b:00.1 subsystem=1028:1f99 (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:3b:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:1c.0 driver=pcieport
0000:00:1f.0
0000:02:00.0
0000:03:00.0
0000:17:00.0 driver=pcieport
0000:18:00.0
0000:3a:00.0 driver=pcieport
0000:3b:00.0 driver=vfio-pci override=vfio-pci
0000:3b:00.1
0000:3b:02.0
0000:3b:02.1
0000:3b:0a.0
0000:3b:0a.1
0000:5d:00.0 driver=pcieport
0000:5e:00.0
0000:d7:00.0 driver=pcieport
0000:d8:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:3b:00.0 subsystem=1028:1f99: 0000:3b:00.0
rule /etc/vfio-prebind.conf:2 0000:3b:00.1 subsystem=1028:1f99: nothing
device 0000:3b:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:3b:00.1 skipped driver=none (/etc/vfio-prebind.conf:2): skipped: the device is 8086:1572 subsystem 1028:0000 class 020000, but the rule is 0000:3b:00.1 subsystem=1028:1f99
--- end 0
