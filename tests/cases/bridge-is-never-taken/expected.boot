--- exit status
0
--- kernel log
<6> 0000:00:00.0 8086:3ec2 skipped: a bridge is never taken (/etc/vfio-prebind.conf:3)
<6> 0000:00:01.0 8086:1901 skipped: a bridge is never taken (/etc/vfio-prebind.conf:3)
<6> 0000:00:1b.0 8086:a340 skipped: a bridge is never taken (/etc/vfio-prebind.conf:3)
<6> 0000:00:1f.0 8086:a305 skipped: a bridge is never taken (/etc/vfio-prebind.conf:3)
<6> 0000:01:00.0 10de:2184 bound to vfio-pci (/etc/vfio-prebind.conf:4)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
load vfio-pci
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
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:00:01.0","matched":["0000:00:01.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"8086:1901","matched":["0000:00:01.0"]},
 {"file":"/etc/vfio-prebind.conf","line":3,"text":"8086:* class=06","matched":["0000:00:01.0","0000:00:00.0","0000:00:1f.0","0000:00:1b.0"]},
 {"file":"/etc/vfio-prebind.conf","line":4,"text":"0000:01:00.0","matched":["0000:01:00.0"]}],
"devices":[
 {"address":"0000:00:00.0","vendor":"8086","device":"3ec2","subsystem_vendor":"1458","subsystem_device":"5000","class":"060000","iommu_group":0,
  "rule":{"file":"/etc/vfio-prebind.conf","line":3},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a bridge is never taken"},
 {"address":"0000:00:01.0","vendor":"8086","device":"1901","subsystem_vendor":"1458","subsystem_device":"5000","class":"060400","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":3},"by_group":false,"outcome":"skipped","driver":"pcieport","driver_before":"pcieport","why":"skipped: a bridge is never taken"},
 {"address":"0000:00:1b.0","vendor":"8086","device":"a340","subsystem_vendor":"1458","subsystem_device":"5001","class":"060400","iommu_group":6,
  "rule":{"file":"/etc/vfio-prebind.conf","line":3},"by_group":false,"outcome":"skipped","driver":"pcieport","driver_before":"pcieport","why":"skipped: a bridge is never taken"},
 {"address":"0000:00:1f.0","vendor":"8086","device":"a305","subsystem_vendor":"1458","subsystem_device":"5001","class":"060100","iommu_group":7,
  "rule":{"file":"/etc/vfio-prebind.conf","line":3},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a bridge is never taken"},
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":4},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
