--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci (/etc/vfio-prebind.conf:2)
<6> 0000:01:00.2 10de:1aec skipped: excluded by /etc/vfio-prebind.conf:1 (/etc/vfio-prebind.conf:3)
<6> 0000:01:00.3 10de:1aed skipped: excluded by /etc/vfio-prebind.conf:4 (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load vfio-pci
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
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
status 0
rule /etc/vfio-prebind.conf:1 !0000:01:00.2: 0000:01:00.2
rule /etc/vfio-prebind.conf:2 10de:*: 0000:01:00.1 0000:01:00.2 0000:01:00.3 0000:01:00.0
rule /etc/vfio-prebind.conf:3 0000:01:00.2: 0000:01:00.2
rule /etc/vfio-prebind.conf:4 !10de:1aed: 0000:01:00.3
device 0000:01:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
device 0000:01:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
device 0000:01:00.2 excluded driver=none (/etc/vfio-prebind.conf:1): skipped: excluded by /etc/vfio-prebind.conf:1
device 0000:01:00.3 excluded driver=none (/etc/vfio-prebind.conf:4): skipped: excluded by /etc/vfio-prebind.conf:4
--- end 0
