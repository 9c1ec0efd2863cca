--- exit status
1
--- kernel log
<4> 0000:00:0e.0 8086:467f skipped: a storage controller is taken only by a rule that names its ID (kernel command line)
<4> 10000:e1:00.0 15b7:5011 skipped: a storage controller is taken only by a rule that names its ID (kernel command line)
--- changes
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:0e.0
0000:00:14.0
0000:00:1f.3
10000:e0:06.0 driver=pcieport
10000:e1:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"kernel command line","line":0,"text":"10000:e1:00.0","matched":["10000:e1:00.0"]},
 {"file":"kernel command line","line":0,"text":"0000:00:0e.0","matched":["0000:00:0e.0"]}],
"devices":[
 {"address":"0000:00:0e.0","vendor":"8086","device":"467f","subsystem_vendor":"1028","subsystem_device":"0b19","class":"010400","iommu_group":4,
  "rule":{"file":"kernel command line","line":0},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a storage controller is taken only by a rule that names its ID"},
 {"address":"10000:e1:00.0","vendor":"15b7","device":"5011","subsystem_vendor":"15b7","subsystem_device":"5011","class":"010802","iommu_group":4,
  "rule":{"file":"kernel command line","line":0},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a storage controller is taken only by a rule that names its ID"}]}
--- end 0
