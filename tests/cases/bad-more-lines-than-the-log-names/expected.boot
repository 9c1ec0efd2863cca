--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad1'
<4> /etc/vfio-prebind.conf:2:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad2'
<4> /etc/vfio-prebind.conf:3:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad3'
<4> /etc/vfio-prebind.conf:4:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad4'
<4> /etc/vfio-prebind.conf:5:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad5'
<4> /etc/vfio-prebind.conf:6:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad6'
<4> /etc/vfio-prebind.conf:7:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad7'
<4> /etc/vfio-prebind.conf:8:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad8'
<4> /etc/vfio-prebind.conf:9:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad9'
<4> /etc/vfio-prebind.conf:10:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad10'
<4> /etc/vfio-prebind.conf:11:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad11'
<4> /etc/vfio-prebind.conf:12:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad12'
<4> /etc/vfio-prebind.conf:13:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad13'
<4> /etc/vfio-prebind.conf:14:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad14'
<4> /etc/vfio-prebind.conf:15:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad15'
<4> /etc/vfio-prebind.conf:16:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad16'
<4> /etc/vfio-prebind.conf:17:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad17'
<4> /etc/vfio-prebind.conf:18:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad18'
<4> /etc/vfio-prebind.conf:19:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad19'
<4> /etc/vfio-prebind.conf:20:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad20'
<4> 2 more errors in /run/vfio-prebind/boot.json
<6> 0000:01:00.0 10de:2184 bound to vfio-pci (/etc/vfio-prebind.conf:23)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:01:00.0 driver=vfio-pci override=vfio-pci
--- report
status 1
error /etc/vfio-prebind.conf:1:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad1'
error /etc/vfio-prebind.conf:2:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad2'
error /etc/vfio-prebind.conf:3:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad3'
error /etc/vfio-prebind.conf:4:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad4'
error /etc/vfio-prebind.conf:5:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad5'
error /etc/vfio-prebind.conf:6:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad6'
error /etc/vfio-prebind.conf:7:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad7'
error /etc/vfio-prebind.conf:8:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad8'
error /etc/vfio-prebind.conf:9:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad9'
error /etc/vfio-prebind.conf:10:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad10'
error /etc/vfio-prebind.conf:11:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad11'
error /etc/vfio-prebind.conf:12:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad12'
error /etc/vfio-prebind.conf:13:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad13'
error /etc/vfio-prebind.conf:14:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad14'
error /etc/vfio-prebind.conf:15:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad15'
error /etc/vfio-prebind.conf:16:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad16'
error /etc/vfio-prebind.conf:17:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad17'
error /etc/vfio-prebind.conf:18:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad18'
error /etc/vfio-prebind.conf:19:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad19'
error /etc/vfio-prebind.conf:20:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad20'
error /etc/vfio-prebind.conf:21:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad21'
error /etc/vfio-prebind.conf:22:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: 'bad22'
rule /etc/vfio-prebind.conf:23 0000:01:00.0: 0000:01:00.0
device 0000:01:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:23): bound to vfio-pci
--- end 0
