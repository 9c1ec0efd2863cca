--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:00:0'; did you mean 0000:04:00.0?
<4> /etc/vfio-prebind.conf:2:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '4:0.0'; did you mean 04:00.0?
<4> /etc/vfio-prebind.conf:3:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002.67df'; did you mean 1002:67df?
<4> /etc/vfio-prebind.conf:4:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '0x1002:0x67df'; did you mean 1002:67df?
<4> /etc/vfio-prebind.conf:6:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00'; did you mean 04:00.*?
<4> /etc/vfio-prebind.conf:7:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002'
<4> /etc/vfio-prebind.conf:8:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '10de:21911'
<4> /etc/vfio-prebind.conf:9:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:00.8'
<4> /etc/vfio-prebind.conf:10:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:20.0'
<4> /etc/vfio-prebind.conf:11:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '*:67df'
<4> /etc/vfio-prebind.conf:12:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002:67df:1da2'
<4> /etc/vfio-prebind.conf:13:14: a path element is device.function, not ''
<4> /etc/vfio-prebind.conf:14:9: a path element is device.function, not '00.0.1'
<4> /etc/vfio-prebind.conf:15:1: a path starts with a bridge's address, not ''
<4> /etc/vfio-prebind.conf:16:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'GPU'
<4> /etc/vfio-prebind.conf:17:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00.*.*'
<4> /etc/vfio-prebind.conf:18:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '100000000:04:00.0'
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf:5)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
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
0000:04:00.1
--- report
status 1
error /etc/vfio-prebind.conf:1:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:00:0'; did you mean 0000:04:00.0?
error /etc/vfio-prebind.conf:2:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '4:0.0'; did you mean 04:00.0?
error /etc/vfio-prebind.conf:3:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002.67df'; did you mean 1002:67df?
error /etc/vfio-prebind.conf:4:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '0x1002:0x67df'; did you mean 1002:67df?
error /etc/vfio-prebind.conf:6:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00'; did you mean 04:00.*?
error /etc/vfio-prebind.conf:7:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002'
error /etc/vfio-prebind.conf:8:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '10de:21911'
error /etc/vfio-prebind.conf:9:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:00.8'
error /etc/vfio-prebind.conf:10:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '0000:04:20.0'
error /etc/vfio-prebind.conf:11:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '*:67df'
error /etc/vfio-prebind.conf:12:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '1002:67df:1da2'
error /etc/vfio-prebind.conf:13:14 a path element is device.function, not ''
error /etc/vfio-prebind.conf:14:9 a path element is device.function, not '00.0.1'
error /etc/vfio-prebind.conf:15:1 a path starts with a bridge's address, not ''
error /etc/vfio-prebind.conf:16:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'GPU'
error /etc/vfio-prebind.conf:17:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00.*.*'
error /etc/vfio-prebind.conf:18:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '100000000:04:00.0'
rule /etc/vfio-prebind.conf:5 0000:04:00.0: 0000:04:00.0
device 0000:04:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:5): bound to vfio-pci
--- end 0
