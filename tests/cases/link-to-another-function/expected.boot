--- exit status
1
--- kernel log
<4> /sys/bus/pci/devices/0000:04:00.0: is a link to another function
<6> 0000:03:00.0 1002:67df skipped: excluded by /etc/vfio-prebind.conf:2 (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.0 1002:67df skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:1)
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
error /sys/bus/pci/devices/0000:04:00.0:0:0 is a link to another function
rule /etc/vfio-prebind.conf:1 1002:67df: 0000:03:00.0 0000:04:00.0
rule /etc/vfio-prebind.conf:2 !0000:00:02.0/00.0: 0000:03:00.0
device 0000:03:00.0 excluded driver=none (/etc/vfio-prebind.conf:2): skipped: excluded by /etc/vfio-prebind.conf:2
device 0000:04:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: part of the input could not be read and may exclude it
--- end 0
