--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:02:00.0 9710:9912 not bound to vfio-pci, left to its host driver: the driver's module could not be loaded: no such file, device or module (ENOENT) (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 1912:0014 not bound to vfio-pci, and could not be released or held: the driver's module could not be loaded: no such file, device or module (ENOENT) (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci: ENOENT
write sys/bus/pci/devices/0000:02:00.0/driver_override ''
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:14.0 driver=xhci_hcd
0000:00:1c.0 driver=pcieport
0000:00:1c.5 driver=pcieport
0000:02:00.0 driver=serial
0000:02:00.1 driver=serial
0000:03:00.0 driver=xhci_hcd override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:02:00.0","matched":["0000:02:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"1912:0014 on-failure=hold","matched":["0000:03:00.0"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"9710","device":"9912","subsystem_vendor":"a000","subsystem_device":"1000","class":"070002","iommu_group":10,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"released","driver":"serial","driver_before":"serial","why":"not bound to vfio-pci, left to its host driver: the driver's module could not be loaded: no such file, device or module (ENOENT)"},
 {"address":"0000:03:00.0","vendor":"1912","device":"0014","subsystem_vendor":"1912","subsystem_device":"0014","class":"0c0330","iommu_group":11,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"stuck","driver":"xhci_hcd","driver_before":"xhci_hcd","why":"not bound to vfio-pci, and could not be released or held: the driver's module could not be loaded: no such file, device or module (ENOENT)"}]}
--- end 0
