--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:89: a path has at most 16 elements below the first
<6> 0000:03:00.0 1912:0014 bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:03.1 driver=pcieport
0000:01:00.0 driver=pcieport
0000:02:08.0 driver=pcieport
0000:02:09.0 driver=pcieport
0000:02:10.0 driver=pcieport
0000:02:11.0 driver=pcieport
0000:03:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.0
0000:05:00.0
0000:06:00.0
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":1,"column":89,"text":"a path has at most 16 elements below the first"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":2,"text":"0000:00:03.1/00.0/08.0/00.0","matched":["0000:03:00.0"]}],
"devices":[
 {"address":"0000:03:00.0","vendor":"1912","device":"0014","subsystem_vendor":"1912","subsystem_device":"0014","class":"0c0330","iommu_group":20,
  "rule":{"file":"/etc/vfio-prebind.conf","line":2},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}]}
--- end 0
