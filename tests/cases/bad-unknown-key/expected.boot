--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:1:9: unknown key 'on_failure'; did you mean on-failure?
<4> /etc/vfio-prebind.conf:2:9: unknown key 'grup'; did you mean group?
<4> /etc/vfio-prebind.conf:3:9: unknown key 'takebuiltin'; did you mean take-builtin?
<4> /etc/vfio-prebind.conf:4:9: unknown key 'frobnicate'
<4> /etc/vfio-prebind.conf:5:5: unknown key 'pins'; did you mean pin?
<4> /etc/vfio-prebind.conf:6:9: unknown key 'ids'; did you mean id?
--- changes
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
0000:04:00.0
0000:04:00.1
--- report
status 1
error /etc/vfio-prebind.conf:1:9 unknown key 'on_failure'; did you mean on-failure?
error /etc/vfio-prebind.conf:2:9 unknown key 'grup'; did you mean group?
error /etc/vfio-prebind.conf:3:9 unknown key 'takebuiltin'; did you mean take-builtin?
error /etc/vfio-prebind.conf:4:9 unknown key 'frobnicate'
error /etc/vfio-prebind.conf:5:5 unknown key 'pins'; did you mean pin?
error /etc/vfio-prebind.conf:6:9 unknown key 'ids'; did you mean id?
--- end 0
