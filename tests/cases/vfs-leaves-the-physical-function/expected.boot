--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:6:9: vfs= and group=yes cannot be used together
<6> 0000:3b:00.0 8086:1572 left to its host driver for its virtual functions (/etc/vfio-prebind.conf:3)
<6> 0000:3b:00.1 8086:1572 skipped: excluded by /etc/vfio-prebind.conf:4 (/etc/vfio-prebind.conf:3)
<6> 0000:5e:00.0 10de:1eb8 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:86:00.0 144d:a824 left to its host driver for its virtual functions (/etc/vfio-prebind.conf:5)
--- changes
write sys/bus/pci/devices/0000:5e:00.0/driver_override 'vfio-pci'
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
0000:3b:00.0
0000:3b:00.1
0000:3b:02.0 gone
0000:3b:02.1 gone
0000:3b:0a.0 gone
0000:3b:0a.1 gone
0000:5d:00.0 driver=pcieport
0000:5e:00.0 driver=vfio-pci override=vfio-pci
0000:d7:00.0 driver=pcieport
0000:d8:00.0
0000:86:00.0
--- report
status 1
error /etc/vfio-prebind.conf:6:9 vfs= and group=yes cannot be used together
rule /etc/vfio-prebind.conf:1 0000:5e:00.0: 0000:5e:00.0
rule /etc/vfio-prebind.conf:2 0000:3b:00.*: 0000:3b:00.0 0000:3b:00.1
rule /etc/vfio-prebind.conf:3 0000:3b:00.* vfs=8@0,2-4 driver=pci-stub on-failure=hold: 0000:3b:00.0 0000:3b:00.1
rule /etc/vfio-prebind.conf:4 !0000:3b:00.1: 0000:3b:00.1
rule /etc/vfio-prebind.conf:5 0000:86:00.0 vfs=2: 0000:86:00.0
device 0000:3b:00.0 kept driver=none (/etc/vfio-prebind.conf:3): left to its host driver for its virtual functions
device 0000:3b:00.1 excluded driver=none (/etc/vfio-prebind.conf:4): skipped: excluded by /etc/vfio-prebind.conf:4
device 0000:5e:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:86:00.0 kept driver=none (/etc/vfio-prebind.conf:5): left to its host driver for its virtual functions
--- end 0
