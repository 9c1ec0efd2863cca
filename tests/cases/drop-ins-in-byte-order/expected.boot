--- exit status
1
--- kernel log
<4> 0000:02:00.0 1022:43d5 not bound to vfio-pci, left to its host driver: the driver did not take it; it has no IOMMU group: the IOMMU is off (/etc/vfio-prebind.conf.d/a-lower.conf:1)
<4> 0000:08:00.0 1002:67df not bound to vfio-pci, left to its host driver: the driver did not take it; it has no IOMMU group: the IOMMU is off (/etc/vfio-prebind.conf.d/9-last.conf:1)
<4> 0000:08:00.1 1002:aaf0 not bound to vfio-pci, held without a driver: the driver did not take it; it has no IOMMU group: the IOMMU is off (/etc/vfio-prebind.conf.d/B-upper.conf:1)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:08:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:08:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers_probe '0000:02:00.0'
write sys/bus/pci/drivers_probe '0000:08:00.0'
write sys/bus/pci/drivers_probe '0000:08:00.1'
write sys/bus/pci/devices/0000:02:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:02:00.0'
write sys/bus/pci/devices/0000:08:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:08:00.0'
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.3 driver=pcieport
0000:00:03.1 driver=pcieport
0000:00:08.1 driver=pcieport
0000:00:14.0
0000:02:00.0
0000:02:00.1
0000:08:00.0
0000:08:00.1 override=vfio-pci
0000:0a:00.3
0000:0a:00.4
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:08:00.0","matched":["0000:08:00.0"]},
 {"file":"/etc/vfio-prebind.conf.d/10-first.conf","line":1,"text":"0000:08:00.0 on-failure=hold","matched":["0000:08:00.0"]},
 {"file":"/etc/vfio-prebind.conf.d/9-last.conf","line":1,"text":"0000:08:00.0","matched":["0000:08:00.0"]},
 {"file":"/etc/vfio-prebind.conf.d/9-last.conf","line":2,"text":"0000:08:00.1","matched":["0000:08:00.1"]},
 {"file":"/etc/vfio-prebind.conf.d/B-upper.conf","line":1,"text":"0000:08:00.1 on-failure=hold","matched":["0000:08:00.1"]},
 {"file":"/etc/vfio-prebind.conf.d/a-lower.conf","line":1,"text":"0000:02:00.0","matched":["0000:02:00.0"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"1022","device":"43d5","subsystem_vendor":"1b21","subsystem_device":"1142","class":"0c0330","iommu_group":null,
  "rule":{"file":"/etc/vfio-prebind.conf.d/a-lower.conf","line":1},"by_group":false,"outcome":"released","driver":null,"driver_before":null,"why":"not bound to vfio-pci, left to its host driver: the driver did not take it; it has no IOMMU group: the IOMMU is off"},
 {"address":"0000:08:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1462","subsystem_device":"8a92","class":"030000","iommu_group":null,
  "rule":{"file":"/etc/vfio-prebind.conf.d/9-last.conf","line":1},"by_group":false,"outcome":"released","driver":null,"driver_before":null,"why":"not bound to vfio-pci, left to its host driver: the driver did not take it; it has no IOMMU group: the IOMMU is off"},
 {"address":"0000:08:00.1","vendor":"1002","device":"aaf0","subsystem_vendor":"1462","subsystem_device":"8a92","class":"040300","iommu_group":null,
  "rule":{"file":"/etc/vfio-prebind.conf.d/B-upper.conf","line":1},"by_group":false,"outcome":"held","driver":null,"driver_before":null,"why":"not bound to vfio-pci, held without a driver: the driver did not take it; it has no IOMMU group: the IOMMU is off"}]}
--- end 0
