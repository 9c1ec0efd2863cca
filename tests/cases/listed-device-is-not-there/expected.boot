--- exit status
1
--- kernel log
<6> 0000:03:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:4)
<6> 0000:04:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:4)
<4> 1b73:1100: matches no function (/etc/vfio-prebind.conf:1)
<4> 0000:05:00.0: matches no function (/etc/vfio-prebind.conf:2)
<4> 0000:00:03.0/01.0: matches no function (/etc/vfio-prebind.conf:3)
--- changes
write sys/bus/pci/devices/0000:03:00.1/driver_override 'vfio-pci'
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
0000:03:00.1 driver=vfio-pci override=vfio-pci
0000:04:00.0
0000:04:00.1 driver=vfio-pci override=vfio-pci
--- report
status 1
rule /etc/vfio-prebind.conf:1 1b73:1100: nothing
rule /etc/vfio-prebind.conf:2 0000:05:00.0: nothing
rule /etc/vfio-prebind.conf:3 0000:00:03.0/01.0: nothing
rule /etc/vfio-prebind.conf:4 1002:aaf0: 0000:03:00.1 0000:04:00.1
device 0000:03:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:4): bound to vfio-pci
device 0000:04:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:4): bound to vfio-pci
--- end 0
