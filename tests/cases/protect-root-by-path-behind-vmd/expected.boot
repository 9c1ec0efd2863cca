--- exit status
0
--- kernel log
<6> 0000:00:0e.0 8086:467f skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:00:1f.3 8086:51c8 bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:00:1f.3/driver_override 'vfio-pci'
load vfio-pci
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:0e.0
0000:00:1f.3 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 8086:467f: 0000:00:0e.0
rule /etc/vfio-prebind.conf:2 0000:00:1f.3: 0000:00:1f.3
rule kernel command line:0 !0000:00:0e.0: 0000:00:0e.0
rule kernel command line:0 !10000:e1:00.0: nothing
device 0000:00:0e.0 excluded driver=none (kernel command line:0): skipped: excluded by kernel command line
device 0000:00:1f.3 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
--- end 0
