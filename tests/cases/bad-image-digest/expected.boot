--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1: damaged line in the image's configuration: rebuild the image
<4> 0000:04:00.0 1002:67df skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:1)
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":1,"column":0,"text":"damaged line in the image's configuration: rebuild the image"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0","matched":["0000:04:00.0"]}],
"devices":[
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: part of the input could not be read and may exclude it"}],
"seen":["0000:00:00.0","0000:00:02.0","0000:00:03.0","0000:00:14.0","0000:00:19.0","0000:00:1f.0","0000:00:1f.2","0000:00:1f.3","0000:03:00.0","0000:03:00.1","0000:04:00.0","0000:04:00.1"]}
--- end 0
