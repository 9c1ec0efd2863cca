--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:04:00.0 1002:67df not bound to vfio-pci, held without a driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.1 1002:aaf0 not bound to vfio-pci, held without a driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:04:00.1/driver_override 'vfio-pci'
load vfio-pci: ENOENT
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:02.0 driver=pcieport
0000:00:03.0 driver=pcieport
0000:00:14.0
0000:00:19.0
0000:00:1f.0
0000:00:1f.2
0000:00:1f.3
0000:03:00.0
0000:03:00.1
0000:04:00.0 override=vfio-pci
0000:04:00.1 override=vfio-pci
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:04:00.* on-failure=hold: 0000:04:00.0 0000:04:00.1
device 0000:04:00.0 held driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, held without a driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:04:00.1 held driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, held without a driver: cannot load the driver's module: no such file or directory (ENOENT)
--- end 0
