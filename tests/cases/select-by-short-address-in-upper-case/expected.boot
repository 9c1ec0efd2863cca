--- exit status
0
--- kernel log
<6> 0000:3b:0a.1 8086:154c bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:d8:00.0 10de:1eb8 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:3b:0a.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:d8:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:1c.0 driver=pcieport
0000:00:1f.0
0000:02:00.0
0000:03:00.0
0000:17:00.0 driver=pcieport
0000:18:00.0
0000:3a:00.0 driver=pcieport
0000:3b:00.0
0000:3b:00.1
0000:3b:02.0
0000:3b:02.1
0000:3b:0a.0
0000:3b:0a.1 driver=vfio-pci override=vfio-pci
0000:5d:00.0 driver=pcieport
0000:5e:00.0
0000:d7:00.0 driver=pcieport
0000:d8:00.0 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:d8:00.0","matched":["0000:d8:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"0000:3b:0a.1 id=8086:154c","matched":["0000:3b:0a.1"]}],
"devices":[
 {"address":"0000:3b:0a.1","vendor":"8086","device":"154c","subsystem_vendor":"1028","subsystem_device":"0000","class":"020000","iommu_group":93,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:d8:00.0","vendor":"10de","device":"1eb8","subsystem_vendor":"10de","subsystem_device":"12a2","class":"030200","iommu_group":41,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
