--- exit status
1
--- kernel log
<4> /sys/class/block: cannot be read: input/output error (EIO)
<4> 0000:02:00.0 144d:a808 skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 144d:a808 skipped: part of the input could not be read and may exclude it (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:14.0
0000:00:14.2
0000:00:16.0
0000:00:17.0
0000:00:1b.0 driver=pcieport
0000:00:1f.0
0000:00:1f.3
0000:00:1f.4
0000:00:1f.5
0000:00:1f.6
0000:01:00.0
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0 gone
0000:02:00.0 driver=nvme
0000:03:00.0 driver=nvme
--- report
status 1
error /sys/class/block:0:0 cannot be read: input/output error (EIO)
rule /etc/vfio-prebind.conf:1 144d:a808: 0000:02:00.0 0000:03:00.0
device 0000:02:00.0 skipped driver=nvme before=nvme (/etc/vfio-prebind.conf:1): skipped: part of the input could not be read and may exclude it
device 0000:03:00.0 skipped driver=nvme before=nvme (/etc/vfio-prebind.conf:1): skipped: part of the input could not be read and may exclude it
--- end 0
