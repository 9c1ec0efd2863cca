--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 left alone: excluded by /etc/vfio-prebind.conf:2 (/etc/vfio-prebind.conf:1)
--- changes
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
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:01:00.0 group=yes","matched":["0000:01:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"!0000:01:00.0","matched":["0000:01:00.0"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"excluded","driver":null,"driver_before":null,"why":"left alone: excluded by /etc/vfio-prebind.conf:2"}]}
--- end 0
