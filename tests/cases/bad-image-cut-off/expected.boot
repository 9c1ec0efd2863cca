--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:1: not a PCI address (01:00.0), an ID (10de:2191) or a path: '@ima'
--- changes
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
0000:04:00.0
0000:04:00.1
--- report
status 1
error /etc/vfio-prebind.conf:1:1 not a PCI address (01:00.0), an ID (10de:2191) or a path: '@ima'
--- end 0
