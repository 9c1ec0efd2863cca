--- exit status
1
--- kernel log
<4> 0000:05:00.0 144d:a80c skipped: a storage controller is taken only by a rule that names its ID (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:17.0
0000:00:1a.0 driver=pcieport
0000:00:1b.0 driver=pcieport
0000:00:1b.4 driver=pcieport
0000:00:1c.0 driver=pcieport
0000:00:1d.0 driver=pcieport
0000:00:1d.4 driver=pcieport
0000:01:00.0
0000:02:00.0
0000:03:00.0
0000:04:00.0
0000:05:00.0
0000:06:00.0
0000:06:00.1
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:05:00.0","matched":["0000:05:00.0"]}],
"devices":[
 {"address":"0000:05:00.0","vendor":"144d","device":"a80c","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":19,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a storage controller is taken only by a rule that names its ID"}]}
--- end 0
