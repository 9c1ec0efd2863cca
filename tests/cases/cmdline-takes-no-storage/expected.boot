--- exit status
1
--- kernel log
<4> 0000:00:0e.0 8086:467f skipped: a storage controller requires a rule with its ID (kernel command line)
<4> 10000:e1:00.0 15b7:5011 skipped: a storage controller requires a rule with its ID (kernel command line)
--- changes
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:0e.0
0000:00:14.0
0000:00:1f.3
10000:e0:06.0 driver=pcieport
10000:e1:00.0
--- report
status 1
rule kernel command line:0 10000:e1:00.0: 10000:e1:00.0
rule kernel command line:0 0000:00:0e.0: 0000:00:0e.0
device 0000:00:0e.0 skipped driver=none (kernel command line:0): skipped: a storage controller requires a rule with its ID
device 10000:e1:00.0 skipped driver=none (kernel command line:0): skipped: a storage controller requires a rule with its ID
--- end 0
