--- exit status
1
--- kernel log
<4> 0000:05:00.0 144d:a80c skipped: a storage controller requires a rule with its ID (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:17.0
0000:00:1a.0 driver=pcieport
0000:00:1b.0 driver=pcieport
0000:00:1b.4 driver=pcieport
0000:00:1c.0 driver=pcieport
0000:00:1d.0 driver=pcieport
0000:00:1d.4 driver=pcieport
0000:01:00.0
0000:02:00.0
0000:03:00.0
0000:04:00.0
0000:05:00.0
0000:06:00.0
0000:06:00.1
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:05:00.0: 0000:05:00.0
device 0000:05:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: a storage controller requires a rule with its ID
--- end 0
