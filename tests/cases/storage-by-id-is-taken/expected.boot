--- exit status
0
--- kernel log
<6> 0000:06:00.0 144d:a80c bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:06:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:03.1 driver=pcieport
0000:01:00.0 driver=pcieport
0000:02:08.0 driver=pcieport
0000:02:09.0 driver=pcieport
0000:02:10.0 driver=pcieport
0000:02:11.0 driver=pcieport
0000:03:00.0
0000:04:00.0
0000:05:00.0
0000:06:00.0 gone
0000:06:00.0 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:06:00.0 id=144d:a80c","matched":["0000:06:00.0"]}],
"devices":[
 {"address":"0000:06:00.0","vendor":"144d","device":"a80c","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":23,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
