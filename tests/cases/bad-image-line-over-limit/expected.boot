--- exit status
1
--- kernel log
<4> /etc/vfio-prebind.conf:2: line longer than 4096 bytes
<4> 0000:04:00.1 1002:aaf0 skipped: part of the input could not be read and may exclude it (/etc/a:2)
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
error /etc/vfio-prebind.conf:2:0 line longer than 4096 bytes
rule /etc/a:2 0000:04:00.1: 0000:04:00.1
device 0000:04:00.1 skipped driver=none (/etc/a:2): skipped: part of the input could not be read and may exclude it
--- end 0
