--- exit status
3
--- kernel log
<4> /sys/bus/pci/devices: cannot be read: permission denied (EACCES)
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
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":3,
"errors":[
 {"file":"/sys/bus/pci/devices","line":0,"column":0,"text":"cannot be read: permission denied (EACCES)"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0","matched":[]}],
"devices":[]}
--- end 0
