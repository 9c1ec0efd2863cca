--- exit status
0
--- kernel log
<6> 0000:3b:0a.1 8086:154c bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:d8:00.0 10de:1eb8 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:3b:0a.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:d8:00.0/driver_override 'vfio-pci'
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
0000:3b:02.0
0000:3b:02.1
0000:3b:0a.0
0000:3b:0a.1 driver=vfio-pci override=vfio-pci
0000:5d:00.0 driver=pcieport
0000:5e:00.0
0000:d7:00.0 driver=pcieport
0000:d8:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:d8:00.0: 0000:d8:00.0
rule /etc/vfio-prebind.conf:2 0000:3b:0a.1 id=8086:154c: 0000:3b:0a.1
device 0000:3b:0a.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
device 0000:d8:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
--- end 0
