--- exit status
3
--- kernel log
<4> /proc/cmdline: cannot be read: no such file, device or module (ENOENT)
<4> /sys/bus/pci/devices: cannot be read: no such file, device or module (ENOENT)
--- changes
replace run/vfio-prebind/boot.json
--- functions
--- report
{"format":1,"version":"VERSION","kernel":null,"enabled":true,"dry_run":false,"digest":null,"status":3,
"errors":[
 {"file":"/proc/cmdline","line":0,"column":0,"text":"cannot be read: no such file, device or module (ENOENT)"},
 {"file":"/sys/bus/pci/devices","line":0,"column":0,"text":"cannot be read: no such file, device or module (ENOENT)"}],
"rules":[],
"devices":[]}
--- end 0
