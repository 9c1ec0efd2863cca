--- exit status
0
--- kernel log
<6> 0000:01:00.0 1b21:0612 skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.0 1b21:0612 skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:03:00.0 1b21:0612 skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:04:00.0 1b21:0612 bound to vfio-pci, taken from ahci (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/ahci/unbind '0000:04:00.0'
write sys/bus/pci/drivers_probe '0000:04:00.0'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:01:00.0 driver=ahci
0000:02:00.0 driver=ahci
0000:03:00.0 driver=ahci
0000:04:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 1b21:0612: 0000:01:00.0 0000:02:00.0 0000:03:00.0 0000:04:00.0
rule kernel command line:0 !0000:01:00.0: 0000:01:00.0
rule kernel command line:0 !0000:02:00.0: 0000:02:00.0
rule kernel command line:0 !0000:03:00.0: 0000:03:00.0
device 0000:01:00.0 excluded driver=ahci before=ahci (kernel command line:0): skipped: excluded by kernel command line
device 0000:02:00.0 excluded driver=ahci before=ahci (kernel command line:0): skipped: excluded by kernel command line
device 0000:03:00.0 excluded driver=ahci before=ahci (kernel command line:0): skipped: excluded by kernel command line
device 0000:04:00.0 bound driver=vfio-pci before=ahci (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from ahci
--- end 0
