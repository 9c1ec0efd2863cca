--- exit status
0
--- kernel log
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
status 0
--- end 0
