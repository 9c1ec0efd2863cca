--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:3: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:4: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:5: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:6: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:7: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:8: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:8:3: a phrase from the host
<4> /etc/vfio-prebind.conf:10: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:11: damaged line in the image's configuration: rebuild the image
<4> /etc/vfio-prebind.conf:9:14: expected KEY=VALUE, not 'grou'
<4> /etc/vfio-prebind.conf: the image's configuration is cut off: rebuild the image
<4> 0000:04:00.0 1002:67df skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:3)
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
status 1, digest
error /etc/vfio-prebind.conf:3:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:4:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:5:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:6:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:7:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:8:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:8:3 a phrase from the host
error /etc/vfio-prebind.conf:10:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:11:0 damaged line in the image's configuration: rebuild the image
error /etc/vfio-prebind.conf:9:14 expected KEY=VALUE, not 'grou'
error /etc/vfio-prebind.conf:0:0 the image's configuration is cut off: rebuild the image
rule /etc/vfio-prebind.conf:3 0000:04:00.0 id=1002:67df subsystem=1da2:e387: 0000:04:00.0
device 0000:04:00.0 skipped driver=none (/etc/vfio-prebind.conf:3): skipped: part of the input could not be read and may exclude it
--- end 0
