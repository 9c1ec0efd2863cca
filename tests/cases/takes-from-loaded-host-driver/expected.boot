--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 bound to vfio-pci, taken from nouveau (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci, taken from snd_hda_intel (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/nouveau/unbind '0000:01:00.0'
write sys/bus/pci/drivers/snd_hda_intel/unbind '0000:01:00.1'
write sys/bus/pci/drivers_probe '0000:01:00.0'
write sys/bus/pci/drivers_probe '0000:01:00.1'
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":0,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:01:00.*","matched":["0000:01:00.0","0000:01:00.1"]}],
"devices":[
 {"address":"0000:01:00.0","vendor":"10de","device":"2184","subsystem_vendor":"1462","subsystem_device":"3790","class":"030000","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":"nouveau","why":"bound to vfio-pci, taken from nouveau"},
 {"address":"0000:01:00.1","vendor":"10de","device":"1aeb","subsystem_vendor":"1462","subsystem_device":"3790","class":"040300","iommu_group":1,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":"snd_hda_intel","why":"bound to vfio-pci, taken from snd_hda_intel"}]}
--- end 0
