--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:2: a line of more than 4096 bytes
<4> 0000:04:00.1 1002:aaf0 skipped: what could not be read may forbid it (/etc/a:2)
--- changes
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":"sha256:0","status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":2,"column":0,"text":"a line of more than 4096 bytes"}],
"rules":[
 {"file":"/etc/a","line":2,"text":"0000:04:00.1","matched":["0000:04:00.1"]}],
"devices":[
 {"address":"0000:04:00.1","vendor":"1002","device":"aaf0","subsystem_vendor":"1da2","subsystem_device":"aaf0","class":"040300","iommu_group":31,
  "rule":{"file":"/etc/a","line":2},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"}]}
--- end 0
