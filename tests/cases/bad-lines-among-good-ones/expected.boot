--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:2:9: expected KEY=VALUE, not 'group'
<4> /etc/vfio-prebind.conf:3:4: neither an ID nor an address nor a path: '04:00.9'
<4> /etc/vfio-prebind.conf:4:15: malformed value 'maybe': group= takes yes or no
<4> /etc/vfio-prebind.conf:5:26: key 'on-failure' stands twice on this line
<4> /etc/vfio-prebind.conf:6:11: a device ID, an address or a path is missing; no blank may follow '!' or ','
<4> /etc/vfio-prebind.conf:7:9: a device ID, an address or a path is missing; no blank may follow '!' or ','
<4> /etc/vfio-prebind.conf:8:10: key 'driver' has no meaning on a line with '!'
<4> /etc/vfio-prebind.conf:9:9: key 'pin' belongs on a line with set
<4> /etc/vfio-prebind.conf:10:5: key 'id' cannot be a default
<4> /etc/vfio-prebind.conf:11:4: set needs a KEY=VALUE
<4> /etc/vfio-prebind.conf:12:15: malformed value '3': class= takes 2, 4 or 6 hexadecimal digits
<4> /etc/vfio-prebind.conf:13:15: malformed value '03000000': class= takes 2, 4 or 6 hexadecimal digits
<4> /etc/vfio-prebind.conf:14:16: malformed value '../../x': driver= takes the name of a PCI driver
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
 {"file":"/etc/vfio-prebind.conf","line":3,"column":4,"text":"neither an ID nor an address nor a path: '04:00.9'"},
 {"file":"/etc/vfio-prebind.conf","line":4,"column":15,"text":"malformed value 'maybe': group= takes yes or no"},
 {"file":"/etc/vfio-prebind.conf","line":5,"column":26,"text":"key 'on-failure' stands twice on this line"},
 {"file":"/etc/vfio-prebind.conf","line":6,"column":11,"text":"a device ID, an address or a path is missing; no blank may follow '!' or ','"},
 {"file":"/etc/vfio-prebind.conf","line":7,"column":9,"text":"a device ID, an address or a path is missing; no blank may follow '!' or ','"},
 {"file":"/etc/vfio-prebind.conf","line":8,"column":10,"text":"key 'driver' has no meaning on a line with '!'"},
 {"file":"/etc/vfio-prebind.conf","line":9,"column":9,"text":"key 'pin' belongs on a line with set"},
 {"file":"/etc/vfio-prebind.conf","line":10,"column":5,"text":"key 'id' cannot be a default"},
 {"file":"/etc/vfio-prebind.conf","line":11,"column":4,"text":"set needs a KEY=VALUE"},
 {"file":"/etc/vfio-prebind.conf","line":12,"column":15,"text":"malformed value '3': class= takes 2, 4 or 6 hexadecimal digits"},
 {"file":"/etc/vfio-prebind.conf","line":13,"column":15,"text":"malformed value '03000000': class= takes 2, 4 or 6 hexadecimal digits"},
 {"file":"/etc/vfio-prebind.conf","line":14,"column":16,"text":"malformed value '../../x': driver= takes the name of a PCI driver"},
 {"file":"/etc/vfio-prebind.conf","line":15,"column":9,"text":"unknown key ''"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"0000:04:00.0","matched":["0000:04:00.0"]}],
"devices":[
 {"address":"0000:04:00.0","vendor":"1002","device":"67df","subsystem_vendor":"1da2","subsystem_device":"e387","class":"030000","iommu_group":31,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"bound","driver":"vfio-pci","driver_before":null,"why":"bound to vfio-pci"}],
"seen":["0000:00:00.0","0000:00:02.0","0000:00:03.0","0000:00:14.0","0000:00:19.0","0000:00:1f.0","0000:00:1f.2","0000:00:1f.3","0000:03:00.0","0000:03:00.1","0000:04:00.0","0000:04:00.1"]}
--- end 0
