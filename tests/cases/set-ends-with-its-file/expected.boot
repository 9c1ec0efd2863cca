--- exit status
1
--- kernel log
<4> 0000:02:00.0 9710:9912 skipped: bound to serial, and take-builtin=no is set (/etc/vfio-prebind.conf:2)
<6> 0000:02:00.1 9710:9912 bound to vfio-pci, taken from serial (/etc/vfio-prebind.conf.d/10.conf:1)
--- changes
write sys/bus/pci/devices/0000:02:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/serial/unbind '0000:02:00.1'
write sys/bus/pci/drivers_probe '0000:02:00.1'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:14.0 driver=xhci_hcd
0000:00:1c.0 driver=pcieport
0000:00:1c.5 driver=pcieport
0000:02:00.0 driver=serial
0000:02:00.1 driver=vfio-pci override=vfio-pci
0000:03:00.0 driver=xhci_hcd
--- report
status 1
rule /etc/vfio-prebind.conf:2 0000:02:00.0 take-builtin=no: 0000:02:00.0
rule /etc/vfio-prebind.conf.d/10.conf:1 0000:02:00.1: 0000:02:00.1
device 0000:02:00.0 skipped driver=serial before=serial (/etc/vfio-prebind.conf:2): skipped: bound to serial, and take-builtin=no is set
device 0000:02:00.1 bound driver=vfio-pci before=serial (/etc/vfio-prebind.conf.d/10.conf:1): bound to vfio-pci, taken from serial
--- end 0
