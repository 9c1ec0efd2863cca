--- exit status
1
--- kernel log
<4> /sys/kernel/iommu_groups/31: cannot be listed: input/output error (EIO)
<6> 0000:03:00.1 1002:aaf0 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<4> 0000:04:00.0 1002:67df skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:03:00.1/driver_override 'vfio-pci'
load vfio-pci
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
0000:03:00.1 driver=vfio-pci override=vfio-pci
0000:04:00.0
0000:04:00.1
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/sys/kernel/iommu_groups/31","line":0,"column":0,"text":"cannot be listed: input/output error (EIO)"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0 group=yes","matched":["0000:04:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"0000:03:00.1","matched":["0000:03:00.1"]}],
"devices":[
 {"address":"0000:03:00.1","vendor":"1002","device":"aaf0","subsystem_vendor":"1da2","subsystem_device":"aaf0","class":"040300","iommu_group":30,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"}]}
--- end 0
