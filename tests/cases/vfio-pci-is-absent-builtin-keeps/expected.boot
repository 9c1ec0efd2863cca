--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:02:00.0 9710:9912 not bound to vfio-pci, left to its host driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 1912:0014 not bound to vfio-pci, and could not be released or held: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
load vfio-pci: ENOENT
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
0000:02:00.1 driver=serial
0000:03:00.0 driver=xhci_hcd override=vfio-pci
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:02:00.0: 0000:02:00.0
rule /etc/vfio-prebind.conf:2 1912:0014 on-failure=hold: 0000:03:00.0
device 0000:02:00.0 released driver=serial before=serial (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:03:00.0 stuck driver=xhci_hcd before=xhci_hcd (/etc/vfio-prebind.conf:2): not bound to vfio-pci, and could not be released or held: cannot load the driver's module: no such file or directory (ENOENT)
--- end 0
