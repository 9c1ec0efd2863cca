--- exit status
1
--- kernel log
<3> a step did not finish: crashed (ECANCELED)
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.1 1002:aaf0 not bound to vfio-pci, left to its host driver: the driver did not bind to it: crashed (ECANCELED) (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:04:00.1/driver_override 'vfio-pci'
write sys/bus/pci/drivers_probe '0000:04:00.0'
write sys/bus/pci/drivers_probe: cut off
write sys/bus/pci/devices/0000:04:00.1/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:04:00.1/driver_override ''
write sys/bus/pci/drivers_probe '0000:04:00.1'
replace run/vfio-prebind/config
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
0000:04:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.1
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.*","matched":["0000:04:00.0","0000:04:00.1"]}],
"devices":[
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:04:00.1","vendor":"1002","device":"aaf0","subsystem_vendor":"1da2","subsystem_device":"aaf0","class":"040300","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"released","driver":null,"driver_before":null,"why":"not bound to vfio-pci, left to its host driver: the driver did not bind to it: crashed (ECANCELED)"}],
"seen":["0000:00:00.0","0000:00:02.0","0000:00:03.0","0000:00:14.0","0000:00:19.0","0000:00:1f.0","0000:00:1f.2","0000:00:1f.3","0000:03:00.0","0000:03:00.1","0000:04:00.0","0000:04:00.1"]}
--- end 0
