--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:2:9: expected KEY=VALUE, not 'group'
<4> /etc/vfio-prebind.conf:3:4: not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00.9'
<4> /etc/vfio-prebind.conf:4:15: invalid value 'maybe': group= takes yes or no
<4> /etc/vfio-prebind.conf:5:26: key 'on-failure' appears twice on this line
<4> /etc/vfio-prebind.conf:6:11: expected an address, an ID or a path; no blank is allowed after '!' or ','
<4> /etc/vfio-prebind.conf:7:9: expected an address, an ID or a path; no blank is allowed after '!' or ','
<4> /etc/vfio-prebind.conf:8:10: key 'driver' cannot be used on a line with '!'
<4> /etc/vfio-prebind.conf:9:9: key 'pin' requires a line with set
<4> /etc/vfio-prebind.conf:10:5: key 'id' cannot be used with set
<4> /etc/vfio-prebind.conf:11:4: set requires KEY=VALUE
<4> /etc/vfio-prebind.conf:12:15: invalid value '3': class= takes 2, 4 or 6 hexadecimal digits
<4> /etc/vfio-prebind.conf:13:15: invalid value '03000000': class= takes 2, 4 or 6 hexadecimal digits
<4> /etc/vfio-prebind.conf:14:16: invalid value '../../x': driver= takes the name of a PCI driver
<4> /etc/vfio-prebind.conf:15:9: unknown key ''
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
load vfio-pci
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
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":2,"column":9,"text":"expected KEY=VALUE, not 'group'"},
 {"file":"/etc/vfio-prebind.conf","line":3,"column":4,"text":"not a PCI address (01:00.0), an ID (10de:2191) or a path: '04:00.9'"},
 {"file":"/etc/vfio-prebind.conf","line":4,"column":15,"text":"invalid value 'maybe': group= takes yes or no"},
 {"file":"/etc/vfio-prebind.conf","line":5,"column":26,"text":"key 'on-failure' appears twice on this line"},
 {"file":"/etc/vfio-prebind.conf","line":6,"column":11,"text":"expected an address, an ID or a path; no blank is allowed after '!' or ','"},
 {"file":"/etc/vfio-prebind.conf","line":7,"column":9,"text":"expected an address, an ID or a path; no blank is allowed after '!' or ','"},
 {"file":"/etc/vfio-prebind.conf","line":8,"column":10,"text":"key 'driver' cannot be used on a line with '!'"},
 {"file":"/etc/vfio-prebind.conf","line":9,"column":9,"text":"key 'pin' requires a line with set"},
 {"file":"/etc/vfio-prebind.conf","line":10,"column":5,"text":"key 'id' cannot be used with set"},
 {"file":"/etc/vfio-prebind.conf","line":11,"column":4,"text":"set requires KEY=VALUE"},
 {"file":"/etc/vfio-prebind.conf","line":12,"column":15,"text":"invalid value '3': class= takes 2, 4 or 6 hexadecimal digits"},
 {"file":"/etc/vfio-prebind.conf","line":13,"column":15,"text":"invalid value '03000000': class= takes 2, 4 or 6 hexadecimal digits"},
 {"file":"/etc/vfio-prebind.conf","line":14,"column":16,"text":"invalid value '../../x': driver= takes the name of a PCI driver"},
 {"file":"/etc/vfio-prebind.conf","line":15,"column":9,"text":"unknown key ''"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0","matched":["0000:04:00.0"]}],
"devices":[
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}],
"seen":["0000:00:00.0","0000:00:02.0","0000:00:03.0","0000:00:14.0","0000:00:19.0","0000:00:1f.0","0000:00:1f.2","0000:00:1f.3","0000:03:00.0","0000:03:00.1","0000:04:00.0","0000:04:00.1"]}
--- end 0
