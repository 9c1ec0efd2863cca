--- exit status
0
--- kernel log
<5> vfio_prebind.enable=0: every function is left to its host driver
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":false,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.*","matched":["0000:04:00.0","0000:04:00.1"]}],
"devices":[],
"seen":["0000:00:00.0","0000:00:02.0","0000:00:03.0","0000:00:14.0","0000:00:19.0","0000:00:1f.0","0000:00:1f.2","0000:00:1f.3","0000:03:00.0","0000:03:00.1","0000:04:00.0","0000:04:00.1"]}
--- end 0
