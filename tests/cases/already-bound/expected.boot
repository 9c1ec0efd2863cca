--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 already bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
write sys/bus/pci/drivers_probe '0000:01:00.1'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0 driver=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:01:00.*","matched":["0000:01:00.0","0000:01:00.1"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"already","driver":"vfio-pci","driver_before":"vfio-pci","why":"already bound to vfio-pci"},
 {"address":"0000:01:00.1","vendor":"10de","device":"1aeb","subsystem_vendor":"1462","subsystem_device":"3790","class":"040300","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}],
"seen":["0000:00:01.0","0000:01:00.0","0000:01:00.1"]}
--- end 0
