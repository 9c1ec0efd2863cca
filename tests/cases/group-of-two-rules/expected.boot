--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:01:00.2 10de:1aec bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:01:00.3 10de:1aed bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.2/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.3/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:14.0
0000:00:14.2
0000:00:16.0
0000:00:17.0
0000:00:1b.0 driver=pcieport
0000:00:1f.0
0000:00:1f.3
0000:00:1f.4
0000:00:1f.5
0000:00:1f.6
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:01:00.2 driver=vfio-pci override=vfio-pci
0000:01:00.3 driver=vfio-pci override=vfio-pci
0000:02:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:01:00.0 group=yes","matched":["0000:01:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"0000:01:00.1 group=yes on-failure=hold","matched":["0000:01:00.1"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:01:00.1","vendor":"10de","device":"1aeb","subsystem_vendor":"1462","subsystem_device":"3790","class":"040300","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:01:00.2","vendor":"10de","device":"1aec","subsystem_vendor":"1462","subsystem_device":"3790","class":"0c0330","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":true,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:01:00.3","vendor":"10de","device":"1aed","subsystem_vendor":"1462","subsystem_device":"3790","class":"0c8000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":true,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}],
"seen":["0000:00:00.0","0000:00:01.0","0000:00:02.0","0000:00:14.0","0000:00:14.2","0000:00:16.0","0000:00:17.0","0000:00:1b.0","0000:00:1f.0","0000:00:1f.3","0000:00:1f.4","0000:00:1f.5","0000:00:1f.6","0000:01:00.0","0000:01:00.1","0000:01:00.2","0000:01:00.3","0000:02:00.0"]}
--- end 0
