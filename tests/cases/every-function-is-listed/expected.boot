--- exit status
1
--- kernel log
<6> 0000:00:00.0 8086:0100 skipped: a bridge is never taken (/etc/vfio-prebind.conf:1)
<6> 0000:00:01.0 8086:0101 skipped: a bridge is never taken (/etc/vfio-prebind.conf:1)
<6> 0000:00:02.0 8086:0102 bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:00:1c.0 8086:1c10 skipped: a bridge is never taken (/etc/vfio-prebind.conf:1)
<6> 0000:00:1c.1 8086:1c12 skipped: a bridge is never taken (/etc/vfio-prebind.conf:1)
<4> 0000:00:1f.2 8086:1c02 skipped: a storage controller is taken only by a rule that names its ID (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.0 10de:1c82 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:01:00.1 10de:0fb9 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:02:00.0 10ec:8168 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<4> 0000:03:00.0 1b21:0612 skipped: a storage controller is taken only by a rule that names its ID (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:00:02.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0 driver=vfio-pci override=vfio-pci
0000:00:1c.0 driver=pcieport
0000:00:1c.1 driver=pcieport
0000:00:1f.2
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:02:00.0 driver=vfio-pci override=vfio-pci
0000:03:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"8086:*","matched":["0000:00:00.0","0000:00:01.0","0000:00:02.0","0000:00:1f.2","0000:00:1c.0","0000:00:1c.1"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"10de:*","matched":["0000:01:00.1","0000:01:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"10ec:*","matched":["0000:02:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"1b21:*","matched":["0000:03:00.0"]}],
"devices":[
 {"address":"0000:00:00.0","vendor":"8086","device":"0100","subsystem_vendor":"1043","subsystem_device":"844d","class":"060000","iommu_group":0,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a bridge is never taken"},
 {"address":"0000:00:01.0","vendor":"8086","device":"0101","subsystem_vendor":"1043","subsystem_device":"844d","class":"060400","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"pcieport","driver_before":"pcieport","why":"skipped: a bridge is never taken"},
 {"address":"0000:00:02.0","vendor":"8086","device":"0102","subsystem_vendor":"1043","subsystem_device":"844d","class":"030000","iommu_group":2,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:00:1c.0","vendor":"8086","device":"1c10","subsystem_vendor":"1043","subsystem_device":"844d","class":"060400","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"pcieport","driver_before":"pcieport","why":"skipped: a bridge is never taken"},
 {"address":"0000:00:1c.1","vendor":"8086","device":"1c12","subsystem_vendor":"1043","subsystem_device":"844d","class":"060400","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"pcieport","driver_before":"pcieport","why":"skipped: a bridge is never taken"},
 {"address":"0000:00:1f.2","vendor":"8086","device":"1c02","subsystem_vendor":"1043","subsystem_device":"844d","class":"010601","iommu_group":3,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a storage controller is taken only by a rule that names its ID"},
 {"address":"0000:01:00.0","vendor":"10de","device":"1c82","subsystem_vendor":"1043","subsystem_device":"8613","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:01:00.1","vendor":"10de","device":"0fb9","subsystem_vendor":"1043","subsystem_device":"8613","class":"040300","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:02:00.0","vendor":"10ec","device":"8168","subsystem_vendor":"1043","subsystem_device":"8432","class":"020000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"},
 {"address":"0000:03:00.0","vendor":"1b21","device":"0612","subsystem_vendor":"1043","subsystem_device":"84b7","class":"010601","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: a storage controller is taken only by a rule that names its ID"}]}
--- end 0
