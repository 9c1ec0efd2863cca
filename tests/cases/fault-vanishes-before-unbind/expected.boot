--- exit status
1
--- kernel log
<4> 0000:02:00.0 9710:9912 not bound to vfio-pci, the function is gone: the driver did not take it (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.1 9710:9912 bound to vfio-pci, taken from serial (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/serial/unbind '0000:02:00.0': ENODEV
write sys/bus/pci/drivers/serial/unbind '0000:02:00.1'
write sys/bus/pci/drivers_probe '0000:02:00.0': ENODEV
write sys/bus/pci/drivers_probe '0000:02:00.1'
write sys/bus/pci/devices/0000:02:00.0/driver_override '': ENOENT
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:14.0 driver=xhci_hcd
0000:00:1c.0 driver=pcieport
0000:00:1c.5 driver=pcieport
0000:02:00.0 gone
0000:02:00.1 driver=vfio-pci override=vfio-pci
0000:03:00.0 driver=xhci_hcd
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:02:00.*","matched":["0000:02:00.0","0000:02:00.1"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"9710","device":"9912","subsystem_vendor":"a000","subsystem_device":"1000","class":"070002","iommu_group":10,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"gone","driver":null,"driver_before":"serial","why":"not bound to vfio-pci, the function is gone: the driver did not take it"},
 {"address":"0000:02:00.1","vendor":"9710","device":"9912","subsystem_vendor":"a000","subsystem_device":"1000","class":"070002","iommu_group":10,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":"serial","why":"bound to vfio-pci, taken from serial"}]}
--- end 0
