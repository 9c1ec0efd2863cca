--- exit status
0
--- kernel log
<6> 0000:03:00.2 8086:a123 skipped: excluded by /etc/vfio-prebind.conf:2 (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0
0000:01:00.1
0000:02:00.0
0000:02:00.1
0000:03:00.0
0000:03:00.1
0000:03:00.2
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:03:00.2: 0000:03:00.2
rule /etc/vfio-prebind.conf:2 !0000:03:00.2: 0000:03:00.2
device 0000:03:00.2 excluded driver=none (/etc/vfio-prebind.conf:2): skipped: excluded by /etc/vfio-prebind.conf:2
--- end 0
