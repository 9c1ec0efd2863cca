--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:1af1 skipped: class 0680 requires a rule with its ID or its address (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1af1 skipped: class 0680 requires a rule with its ID or its address (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.0 10de:1af2 skipped: class 0680 requires a rule with its ID or its address (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.1 10de:20b0 bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:02:00.1/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0
0000:01:00.1
0000:02:00.0
0000:02:00.1 driver=vfio-pci override=vfio-pci
0000:03:00.0
0000:03:00.1
0000:03:00.2
--- report
status 0
rule /etc/vfio-prebind.conf:1 10de:* class=06: 0000:01:00.0 0000:01:00.1 0000:02:00.0
rule /etc/vfio-prebind.conf:2 0000:02:00.1 group=yes: 0000:02:00.1
device 0000:01:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: class 0680 requires a rule with its ID or its address
device 0000:01:00.1 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: class 0680 requires a rule with its ID or its address
device 0000:02:00.0 skipped driver=none (/etc/vfio-prebind.conf:1): skipped: class 0680 requires a rule with its ID or its address
device 0000:02:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
--- end 0
