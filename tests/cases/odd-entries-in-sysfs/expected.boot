--- exit status
1
--- kernel log
<4> /sys/bus/pci/devices/0000:03:00.0: cannot be read: invalid argument or content (EINVAL)
<4> /sys/bus/pci/devices/0000:03:00.1: cannot be read: invalid argument or content (EINVAL)
<4> /sys/bus/pci/devices/0000:04:00.9: not a PCI address
<4> /sys/bus/pci/devices/README: not a PCI address
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:04:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<4> 0000:03:00.*: matches no function (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
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
0000:04:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.1 driver=vfio-pci override=vfio-pci
--- report
status 1
error /sys/bus/pci/devices/0000:03:00.0:0:0 cannot be read: invalid argument or content (EINVAL)
error /sys/bus/pci/devices/0000:03:00.1:0:0 cannot be read: invalid argument or content (EINVAL)
error /sys/bus/pci/devices/0000:04:00.9:0:0 not a PCI address
error /sys/bus/pci/devices/README:0:0 not a PCI address
rule /etc/vfio-prebind.conf:1 0000:03:00.*: nothing
rule /etc/vfio-prebind.conf:2 0000:04:00.*: 0000:04:00.0 0000:04:00.1
device 0000:04:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
device 0000:04:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
--- end 0
