--- exit status
0
--- kernel log
<6> 0000:06:00.0 144d:a80c bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:06:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:03.1 driver=pcieport
0000:01:00.0 driver=pcieport
0000:02:08.0 driver=pcieport
0000:02:09.0 driver=pcieport
0000:02:10.0 driver=pcieport
0000:02:11.0 driver=pcieport
0000:03:00.0
0000:04:00.0
0000:05:00.0
0000:06:00.0 gone
0000:06:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:06:00.0 id=144d:a80c: 0000:06:00.0
device 0000:06:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
--- end 0
