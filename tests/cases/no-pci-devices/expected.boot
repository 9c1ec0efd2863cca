--- exit status
1
--- kernel log
<4> 0000:04:00.0: no such function here (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/boot.json
--- functions
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0","matched":[]}],
"devices":[]}
--- end 0
