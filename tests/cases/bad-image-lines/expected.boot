--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:3: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:4: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:5: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:6: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:7: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:8: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:8:3: a phrase from the host
<4> /etc/vfio-prebind.conf:10: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:11: a damaged line in the image's configuration: regenerate the image
<4> /etc/vfio-prebind.conf:9:14: expected KEY=VALUE, not 'grou'
<4> /etc/vfio-prebind.conf: the image's configuration is cut off: regenerate the image
<4> 0000:04:00.0 1002:67df skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:3)
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":"sha256:0123","status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":3,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":4,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":5,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":6,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":7,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":8,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":8,"column":3,"text":"a phrase from the host"},
 {"file":"/etc/vfio-prebind.conf","line":10,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":11,"column":0,"text":"a damaged line in the image's configuration: regenerate the image"},
 {"file":"/etc/vfio-prebind.conf","line":9,"column":14,"text":"expected KEY=VALUE, not 'grou'"},
 {"file":"/etc/vfio-prebind.conf","line":0,"column":0,"text":"the image's configuration is cut off: regenerate the image"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":3,"text":"0000:04:00.0 id=1002:67df subsystem=1da2:e387","matched":["0000:04:00.0"]}],
"devices":[
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":3},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"}]}
--- end 0
