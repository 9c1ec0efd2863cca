--- exit status
1
--- kernel log
<4> /sys/bus/pci/devices/0000:00:02.0: cannot be read: input/output error (EIO)
<4> /sys/bus/pci/devices: 0000:00:02.0/00.0: what is in this place cannot be read: input/output error (EIO)
<4> /sys/bus/pci/devices: 0000:00:02.0/00.0/00.0: what is in this place cannot be read: input/output error (EIO)
<4> 0000:03:00.0 1002:67df skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.0 1002:67df skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
<4> 0000:06:00.0 1002:67df skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
--- changes
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
0000:04:00.0
0000:04:00.1
0000:05:00.0 driver=pcieport
0000:06:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/sys/bus/pci/devices/0000:00:02.0","line":0,"column":0,"text":"cannot be read: input/output error (EIO)"},
 {"file":"/sys/bus/pci/devices","line":0,"column":0,"text":"0000:00:02.0/00.0: what is in this place cannot be read: input/output error (EIO)"},
 {"file":"/sys/bus/pci/devices","line":0,"column":0,"text":"0000:00:02.0/00.0/00.0: what is in this place cannot be read: input/output error (EIO)"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"1002:67df","matched":["0000:03:00.0","0000:04:00.0","0000:06:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"!0000:00:02.0/00.0","matched":[]},
 {"file":"/etc/vfio-prebind.conf","line":3,"text":"!0000:00:02.0/00.0/00.0","matched":[]}],
"devices":[
 {"address":"0000:03:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":30,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"},
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"},
 {"address":"0000:06:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":30,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":null,"driver_before":null,"why":"skipped: what could not be read may forbid it"}]}
--- end 0
