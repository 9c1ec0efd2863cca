--- exit status
1
--- kernel log
<7> 0000:04:00.0 matches: 0000:04:00.* (/etc/vfio-prebind.conf:1)
<7> 0000:04:00.1 matches: 0000:04:00.* (/etc/vfio-prebind.conf:1)
<7> 0000:04:00.1 does not meet the conditions of: 0000:04:00.1 id=dead:beef (/etc/vfio-prebind.conf:2)
<7> 0000:04:00.1 matches: !0000:04:00.1 (/etc/vfio-prebind.conf:3)
<7> step 1: override vfio-pci for 0000:04:00.0
<7> step 2: load vfio-pci for 0000:04:00.0
<7> step 3: probe vfio-pci for 0000:04:00.0
<6> 0000:04:00.0 1002:67df bound to vfio-pci (/etc/vfio-prebind.conf:1)
<6> 0000:04:00.1 1002:aaf0 skipped: excluded by /etc/vfio-prebind.conf:3 (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.1 id=dead:beef: the device there does not match (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
load vfio-pci
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
0000:04:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.1
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:04:00.*: 0000:04:00.0 0000:04:00.1
rule /etc/vfio-prebind.conf:2 0000:04:00.1 id=dead:beef: nothing
rule /etc/vfio-prebind.conf:3 !0000:04:00.1: 0000:04:00.1
device 0000:04:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
device 0000:04:00.1 excluded driver=none (/etc/vfio-prebind.conf:3): skipped: excluded by /etc/vfio-prebind.conf:3
--- end 0
