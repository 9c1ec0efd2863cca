--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:1: neither an ID nor an address nor a path: '@ima'
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":1,"column":1,"text":"neither an ID nor an address nor a path: '@ima'"}],
"rules":[],
"devices":[]}
--- end 0
