--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:1f95 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:14.0
0000:00:1d.0 driver=pcieport
0000:00:1f.3
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:01:00.0 class=0302 group=yes","matched":["0000:01:00.0"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"1f95","subsystem_vendor":"17aa","subsystem_device":"22c0","class":"030200","iommu_group":2,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
