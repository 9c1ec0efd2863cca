--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf.d/a.conf: cannot be read: is a directory (EISDIR)
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf.d/b.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
load vfio-pci
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
0000:04:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.1
--- report
status 1
error /etc/vfio-prebind.conf.d/a.conf:0:0 cannot be read: is a directory (EISDIR)
rule /etc/vfio-prebind.conf.d/b.conf:1 0000:04:00.0: 0000:04:00.0
device 0000:04:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf.d/b.conf:1): bound to vfio-pci
--- end 0
