--- exit status
1
--- kernel log
<3> libkmod: the module cannot be loaded
<4> 0000:01:00.0 10de:1c82 not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:2)
<4> 0000:01:00.1 10de:0fb9 not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:2)
<4> 0000:02:00.0 10ec:8168 not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT) (/etc/vfio-prebind.conf:2)
<4> 0000:03:00.0 1b21:0612 skipped: a storage controller requires a rule with its ID (/etc/vfio-prebind.conf:2)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'pci-stub'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'pci-stub'
write sys/bus/pci/devices/0000:02:00.0/driver_override 'pci-stub'
load pci-stub: ENOENT
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:1c.0 driver=pcieport
0000:00:1c.1 driver=pcieport
0000:00:1f.2
0000:01:00.0 override=pci-stub
0000:01:00.1 override=pci-stub
0000:02:00.0 override=pci-stub
0000:03:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:2 0000:02:00.0 group=yes driver=pci-stub on-failure=hold: 0000:02:00.0
device 0000:01:00.0 held driver=none (/etc/vfio-prebind.conf:2, by group): not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:01:00.1 held driver=none (/etc/vfio-prebind.conf:2, by group): not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:02:00.0 held driver=none (/etc/vfio-prebind.conf:2): not bound to pci-stub, held without a driver: cannot load the driver's module: no such file or directory (ENOENT)
device 0000:03:00.0 skipped driver=none (/etc/vfio-prebind.conf:2, by group): skipped: a storage controller requires a rule with its ID
--- end 0
