--- exit status
0
--- kernel log
<6> 0000:01:00.0 1344:51a2 skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.0 1344:51a2 skipped: excluded by kernel command line (/etc/vfio-prebind.conf:1)
<6> 0000:03:00.0 8086:0a54 bound to vfio-pci, taken from nvme (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
write sys/bus/pci/drivers/nvme/unbind '0000:03:00.0'
write sys/bus/pci/drivers_probe '0000:03:00.0'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.1 driver=pcieport
0000:00:01.2 driver=pcieport
0000:00:01.3 driver=pcieport
0000:01:00.0 driver=nvme
0000:02:00.0 driver=nvme
0000:03:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 1344:51a2: 0000:01:00.0 0000:02:00.0
rule /etc/vfio-prebind.conf:2 8086:0a54: 0000:03:00.0
rule kernel command line:0 !0000:00:01.1: 0000:00:01.1
rule kernel command line:0 !0000:01:00.0: 0000:01:00.0
rule kernel command line:0 !0000:00:01.2: 0000:00:01.2
rule kernel command line:0 !0000:02:00.0: 0000:02:00.0
device 0000:01:00.0 excluded driver=nvme before=nvme (kernel command line:0): skipped: excluded by kernel command line
device 0000:02:00.0 excluded driver=nvme before=nvme (kernel command line:0): skipped: excluded by kernel command line
device 0000:03:00.0 bound driver=vfio-pci before=nvme (/etc/vfio-prebind.conf:2): bound to vfio-pci, taken from nvme
--- end 0
