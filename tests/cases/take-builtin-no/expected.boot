--- exit status
1
--- kernel log
<4> 0000:02:00.0 9710:9912 skipped: serial has it, and take-builtin=no (/etc/vfio-prebind.conf:1)
<6> 0000:03:00.0 1912:0014 bound to vfio-pci, taken from xhci_hcd (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/xhci_hcd/unbind '0000:03:00.0'
write sys/bus/pci/drivers_probe '0000:03:00.0'
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:14.0 driver=xhci_hcd
0000:00:1c.0 driver=pcieport
0000:00:1c.5 driver=pcieport
0000:02:00.0 driver=serial
0000:02:00.1 driver=serial
0000:03:00.0 driver=vfio-pci override=vfio-pci
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:02:00.0 take-builtin=no","matched":["0000:02:00.0"]},
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"1912:0014","matched":["0000:03:00.0"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"9710","device":"9912","subsystem_vendor":"a000","subsystem_device":"1000","class":"070002","iommu_group":10,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"serial","driver_before":"serial","why":"skipped: serial has it, and take-builtin=no"},
 {"address":"0000:03:00.0","vendor":"1912","device":"0014","subsystem_vendor":"1912","subsystem_device":"0014","class":"0c0330","iommu_group":11,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":"xhci_hcd","why":"bound to vfio-pci, taken from xhci_hcd"}]}
--- end 0
