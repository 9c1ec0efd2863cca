--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 skipped: excluded by /etc/vfio-prebind.conf:2 (/etc/vfio-prebind.conf:1)
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
0000:02:00.0
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:01:00.0 group=yes: 0000:01:00.0
rule /etc/vfio-prebind.conf:2 !0000:01:00.0: 0000:01:00.0
device 0000:01:00.0 excluded driver=none (/etc/vfio-prebind.conf:2): skipped: excluded by /etc/vfio-prebind.conf:2
--- end 0
