--- exit status
3
--- kernel log
<4> /proc/cmdline: cannot be read: no such file or directory (ENOENT)
<4> /sys/bus/pci/devices: cannot be read: no such file or directory (ENOENT)
--- changes
replace run/vfio-prebind/boot.json
--- functions
--- report
status 3
error /proc/cmdline:0:0 cannot be read: no such file or directory (ENOENT)
error /sys/bus/pci/devices:0:0 cannot be read: no such file or directory (ENOENT)
--- end 0
