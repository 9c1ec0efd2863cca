--- exit status
1
--- kernel log
<4> 0000:08:00.0 1002:67df not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group (/etc/vfio-prebind.conf:1)
<4> 0000:08:00.1 1002:aaf0 not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:08:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:08:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers_probe '0000:08:00.0'
write sys/bus/pci/drivers_probe '0000:08:00.1'
write sys/bus/pci/devices/0000:08:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:08:00.0'
write sys/bus/pci/devices/0000:08:00.1/driver_override ''
write sys/bus/pci/drivers_probe '0000:08:00.1'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.3 driver=pcieport
0000:00:03.1 driver=pcieport
0000:00:08.1 driver=pcieport
0000:00:14.0
0000:02:00.0
0000:02:00.1
0000:08:00.0
0000:08:00.1
0000:0a:00.3
0000:0a:00.4
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:08:00.*: 0000:08:00.0 0000:08:00.1
device 0000:08:00.0 released driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group
device 0000:08:00.1 released driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group
--- end 0
