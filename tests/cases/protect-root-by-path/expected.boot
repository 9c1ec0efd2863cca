--- exit status
0
--- kernel log
<6> 0000:02:00.0 144d:a808 left alone: excluded by kernel command line (kernel command line)
<6> 0000:03:00.0 144d:a808 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci
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
0000:01:00.0
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0
0000:03:00.0 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"144d:a808","matched":["0000:02:00.0","0000:03:00.0"]},
 {"file":"kernel command line","line":0,"text":"0000:02:00.0","matched":["0000:02:00.0"]},
 {"file":"kernel command line","line":0,"text":"!0000:02:00.0","matched":["0000:02:00.0"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"144d","device":"a808","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":8,
  "rule":{"file":"kernel command line","line":0},"by_group":false,"outcome":"excluded","driver":null,"driver_before":null,"why":"left alone: excluded by kernel command line"},
 {"address":"0000:03:00.0","vendor":"144d","device":"a808","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":9,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
