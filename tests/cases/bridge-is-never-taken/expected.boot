--- exit status
1
--- kernel log
<6> 0000:00:00.0 8086:3ec2 skipped: bridges are never bound (/etc/vfio-prebind.conf:3)
<4> 0000:00:01.0 8086:1901 skipped: bridges are never bound (/etc/vfio-prebind.conf:3)
<6> 0000:00:1b.0 8086:a340 skipped: bridges are never bound (/etc/vfio-prebind.conf:3)
<6> 0000:00:1f.0 8086:a305 skipped: bridges are never bound (/etc/vfio-prebind.conf:3)
<6> 0000:01:00.0 10de:2184 bound to vfio-pci (/etc/vfio-prebind.conf:4)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
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
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:00:01.0: 0000:00:01.0
rule /etc/vfio-prebind.conf:2 8086:1901: 0000:00:01.0
rule /etc/vfio-prebind.conf:3 8086:* class=06: 0000:00:01.0 0000:00:00.0 0000:00:1f.0 0000:00:1b.0
rule /etc/vfio-prebind.conf:4 0000:01:00.0: 0000:01:00.0
device 0000:00:00.0 skipped driver=none (/etc/vfio-prebind.conf:3): skipped: bridges are never bound
device 0000:00:01.0 skipped driver=pcieport before=pcieport (/etc/vfio-prebind.conf:3): skipped: bridges are never bound
device 0000:00:1b.0 skipped driver=pcieport before=pcieport (/etc/vfio-prebind.conf:3): skipped: bridges are never bound
device 0000:00:1f.0 skipped driver=none (/etc/vfio-prebind.conf:3): skipped: bridges are never bound
device 0000:01:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:4): bound to vfio-pci
--- end 0
