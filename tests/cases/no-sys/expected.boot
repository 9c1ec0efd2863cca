--- exit status
3
--- kernel log
<4> /sys/bus/pci/devices: cannot be read: no such file or directory (ENOENT)
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
status 3
error /sys/bus/pci/devices:0:0 cannot be read: no such file or directory (ENOENT)
rule /etc/vfio-prebind.conf:1 0000:04:00.0: nothing
--- end 0
