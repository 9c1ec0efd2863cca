--- exit status
1
--- kernel log
<4> 0000:04:00.0: matches no function (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:04:00.0: nothing
--- end 0
