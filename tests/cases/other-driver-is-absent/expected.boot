--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:01:00.0 10de:2184 not bound to uio_pci_generic, left to its host driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'uio_pci_generic'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load uio_pci_generic: ENOENT
load vfio-pci
write sys/bus/pci/devices/0000:01:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:01:00.0'
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
0000:01:00.1 driver=vfio-pci override=vfio-pci
0000:01:00.2
0000:01:00.3
0000:02:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:1 10de:2184 driver=uio_pci_generic: 0000:01:00.0
rule /etc/vfio-prebind.conf:2 10de:1aeb: 0000:01:00.1
device 0000:01:00.0 released driver=none (/etc/vfio-prebind.conf:1): not bound to uio_pci_generic, left to its host driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:01:00.1 bound driver=vfio-pci (/etc/vfio-prebind.conf:2): bound to vfio-pci
--- end 0
