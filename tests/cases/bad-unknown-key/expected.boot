--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:9: unknown key 'on_failure': did you mean on-failure?
<4> /etc/vfio-prebind.conf:2:9: unknown key 'grup': did you mean group?
<4> /etc/vfio-prebind.conf:3:9: unknown key 'takebuiltin': did you mean take-builtin?
<4> /etc/vfio-prebind.conf:4:9: unknown key 'frobnicate'
<4> /etc/vfio-prebind.conf:5:5: unknown key 'pins': did you mean pin?
<4> /etc/vfio-prebind.conf:6:9: unknown key 'ids': did you mean id?
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
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/etc/vfio-prebind.conf","line":1,"column":9,"text":"unknown key 'on_failure': did you mean on-failure?"},
 {"file":"/etc/vfio-prebind.conf","line":2,"column":9,"text":"unknown key 'grup': did you mean group?"},
 {"file":"/etc/vfio-prebind.conf","line":3,"column":9,"text":"unknown key 'takebuiltin': did you mean take-builtin?"},
 {"file":"/etc/vfio-prebind.conf","line":4,"column":9,"text":"unknown key 'frobnicate'"},
 {"file":"/etc/vfio-prebind.conf","line":5,"column":5,"text":"unknown key 'pins': did you mean pin?"},
 {"file":"/etc/vfio-prebind.conf","line":6,"column":9,"text":"unknown key 'ids': did you mean id?"}],
"rules":[],
"devices":[]}
--- end 0
