--- exit status
1
--- kernel log
<4> 0000:03:00.0 8086:a121 skipped: bridges are never bound (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.1 8086:a122 skipped: bridges are never bound (/etc/vfio-prebind.conf:2)
<4> 0000:03:00.2 8086:a123 skipped: bridges are never bound (/etc/vfio-prebind.conf:3)
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
status 1
rule /etc/vfio-prebind.conf:1 0000:03:00.0: 0000:03:00.0
rule /etc/vfio-prebind.conf:2 8086:a122: 0000:03:00.1
rule /etc/vfio-prebind.conf:3 0000:03:00.2: 0000:03:00.2
device 0000:03:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: bridges are never bound
device 0000:03:00.1 skipped driver=none (/etc/vfio-prebind.conf:2): skipped: bridges are never bound
device 0000:03:00.2 skipped driver=none (/etc/vfio-prebind.conf:3): skipped: bridges are never bound
--- end 0
