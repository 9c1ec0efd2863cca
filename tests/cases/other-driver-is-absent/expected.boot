--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:01:00.0 10de:2184 not bound to uio_pci_generic, left to its host driver: the driver's module could not be loaded: no such file, device or module (ENOENT) (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'uio_pci_generic'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load uio_pci_generic: ENOENT
load vfio-pci
write sys/bus/pci/devices/0000:01:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:01:00.0'
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:14.0
0000:00:14.2
0000:00:16.0
0000:00:17.0
0000:00:1b.0 driver=pcieport
0000:00:1f.0
0000:00:1f.3
0000:00:1f.4
0000:00:1f.5
0000:00:1f.6
0000:01:00.0
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"10de:2184 driver=uio_pci_generic","matched":["0000:01:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"10de:1aeb","matched":["0000:01:00.1"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"released","driver":null,"driver_before":null,"why":"not bound to uio_pci_generic, left to its host driver: the driver's module could not be loaded: no such file, device or module (ENOENT)"},
 {"address":"0000:01:00.1","vendor":"10de","device":"1aeb","subsystem_vendor":"1462","subsystem_device":"3790","class":"040300","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
