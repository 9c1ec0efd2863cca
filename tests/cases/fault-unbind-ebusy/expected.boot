--- exit status
1
--- kernel log
<4> 0000:02:00.0 9710:9912 not bound to vfio-pci, left to its host driver: its host driver did not release it: device or resource busy (EBUSY) (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.1 9710:9912 bound to vfio-pci, taken from serial (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/serial/unbind '0000:02:00.0': EBUSY
write sys/bus/pci/drivers/serial/unbind '0000:02:00.1'
write sys/bus/pci/drivers_probe '0000:02:00.1'
write sys/bus/pci/devices/0000:02:00.0/driver_override ''
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
rule /etc/vfio-prebind.conf:1 0000:02:00.*: 0000:02:00.0 0000:02:00.1
device 0000:02:00.0 released driver=serial before=serial (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: its host driver did not release it: device or resource busy (EBUSY)
device 0000:02:00.1 bound driver=vfio-pci before=serial (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from serial
--- end 0
