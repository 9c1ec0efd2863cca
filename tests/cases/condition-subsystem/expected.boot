--- exit status
1
--- kernel log
<6> 0000:3b:00.0 8086:1572 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<4> 0000:3b:00.1 8086:1572 skipped: this place holds 8086:1572 subsystem 1028:0000 class 020000, the rule is 0000:3b:00.1 subsystem=1028:1f99 (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:3b:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:1c.0 driver=pcieport
0000:00:1f.0
0000:02:00.0
0000:03:00.0
0000:17:00.0 driver=pcieport
0000:18:00.0
0000:3a:00.0 driver=pcieport
0000:3b:00.0 driver=vfio-pci override=vfio-pci
0000:3b:00.1
0000:3b:02.0
0000:3b:02.1
0000:3b:0a.0
0000:3b:0a.1
0000:5d:00.0 driver=pcieport
0000:5e:00.0
0000:d7:00.0 driver=pcieport
0000:d8:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:3b:00.0 subsystem=1028:1f99","matched":["0000:3b:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"0000:3b:00.1 subsystem=1028:1f99","matched":[]}],
"devices":[
 {"address":"0000:3b:00.0","vendor":"8086","device":"1572","subsystem_vendor":"1028","subsystem_device":"1f99","class":"020000","iommu_group":26,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:3b:00.1","vendor":"8086","device":"1572","subsystem_vendor":"1028","subsystem_device":"0000","class":"020000","iommu_group":27,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: this place holds 8086:1572 subsystem 1028:0000 class 020000, the rule is 0000:3b:00.1 subsystem=1028:1f99"}]}
--- end 0
