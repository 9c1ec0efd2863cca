--- exit status
0
--- kernel log
<6> 10000:e1:00.0 15b7:5011 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/10000:e1:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:0e.0
0000:00:14.0
0000:00:1f.3
10000:e0:06.0 driver=pcieport
10000:e1:00.0 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"10000:e1:00.0 id=15b7:5011","matched":["10000:e1:00.0"]}],
"devices":[
 {"address":"10000:e1:00.0","vendor":"15b7","device":"5011","subsystem_vendor":"15b7","subsystem_device":"5011","class":"010802","iommu_group":4,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
