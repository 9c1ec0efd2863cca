--- exit status
0
--- kernel log
<3> a step did not finish: timed out (ETIMEDOUT)
<6> 0000:02:00.0 9710:9912 bound to vfio-pci, taken from serial (/etc/vfio-prebind.conf:1)
<6> 0000:02:00.1 9710:9912 bound to vfio-pci, taken from serial (/etc/vfio-prebind.conf:1)
<6> 0000:03:00.0 1912:0014 bound to vfio-pci, taken from xhci_hcd (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.1/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/serial/unbind: cut off
write sys/bus/pci/drivers/serial/unbind '0000:02:00.1'
write sys/bus/pci/drivers/xhci_hcd/unbind '0000:03:00.0'
write sys/bus/pci/drivers_probe '0000:02:00.1'
write sys/bus/pci/drivers_probe '0000:03:00.0'
write sys/bus/pci/devices/0000:02:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/drivers/serial/unbind '0000:02:00.0'
write sys/bus/pci/drivers_probe '0000:02:00.0'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0
0000:00:14.0 driver=xhci_hcd
0000:00:1c.0 driver=pcieport
0000:00:1c.5 driver=pcieport
0000:02:00.0 driver=vfio-pci override=vfio-pci
0000:02:00.1 driver=vfio-pci override=vfio-pci
0000:03:00.0 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:02:00.*: 0000:02:00.0 0000:02:00.1
rule /etc/vfio-prebind.conf:2 1912:0014: 0000:03:00.0
device 0000:02:00.0 bound driver=vfio-pci before=serial (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from serial
device 0000:02:00.1 bound driver=vfio-pci before=serial (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from serial
device 0000:03:00.0 bound driver=vfio-pci before=xhci_hcd (/etc/vfio-prebind.conf:2): bound to vfio-pci, taken from xhci_hcd
--- end 0
