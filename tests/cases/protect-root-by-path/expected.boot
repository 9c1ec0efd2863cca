--- exit status
0
--- kernel log
<6> 0000:02:00.0 144d:a808 skipped: excluded by kernel command line (kernel command line)
<6> 0000:03:00.0 144d:a808 bound to vfio-pci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
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
0000:01:00.0
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0
0000:03:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 144d:a808: 0000:02:00.0 0000:03:00.0
rule kernel command line:0 0000:02:00.0: 0000:02:00.0
rule kernel command line:0 !0000:02:00.0: 0000:02:00.0
device 0000:02:00.0 excluded driver=none (kernel command line:0): skipped: excluded by kernel command line
device 0000:03:00.0 bound driver=vfio-pci (/etc/vfio-prebind.conf:1): bound to vfio-pci
--- end 0
