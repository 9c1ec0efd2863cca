--- exit status
0
--- kernel log
<6> 10000:e1:00.0 15b7:5011 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/10000:e1:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:0e.0
0000:00:14.0
0000:00:1f.3
10000:e0:06.0 driver=pcieport
10000:e1:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 10000:e1:00.0 id=15b7:5011: 10000:e1:00.0
device 10000:e1:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
--- end 0
