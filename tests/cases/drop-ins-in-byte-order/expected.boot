--- exit status
1
--- kernel log
<4> 0000:02:00.0 1022:43d5 not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group (/etc/vfio-prebind.conf.d/a-lower.conf:1)
<4> 0000:08:00.0 1002:67df not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group (/etc/vfio-prebind.conf.d/9-last.conf:1)
<4> 0000:08:00.1 1002:aaf0 not bound to vfio-pci, held without a driver: the driver did not bind to it; it has no IOMMU group (/etc/vfio-prebind.conf.d/B-upper.conf:1)
--- changes
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:08:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:08:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers_probe '0000:02:00.0'
write sys/bus/pci/drivers_probe '0000:08:00.0'
write sys/bus/pci/drivers_probe '0000:08:00.1'
write sys/bus/pci/devices/0000:02:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:02:00.0'
write sys/bus/pci/devices/0000:08:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:08:00.0'
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
0000:08:00.1 override=vfio-pci
0000:0a:00.3
0000:0a:00.4
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:08:00.0: 0000:08:00.0
rule /etc/vfio-prebind.conf.d/10-first.conf:1 0000:08:00.0 on-failure=hold: 0000:08:00.0
rule /etc/vfio-prebind.conf.d/9-last.conf:1 0000:08:00.0: 0000:08:00.0
rule /etc/vfio-prebind.conf.d/9-last.conf:2 0000:08:00.1: 0000:08:00.1
rule /etc/vfio-prebind.conf.d/B-upper.conf:1 0000:08:00.1 on-failure=hold: 0000:08:00.1
rule /etc/vfio-prebind.conf.d/a-lower.conf:1 0000:02:00.0: 0000:02:00.0
device 0000:02:00.0 released driver=none (/etc/vfio-prebind.conf.d/a-lower.conf:1): not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group
device 0000:08:00.0 released driver=none (/etc/vfio-prebind.conf.d/9-last.conf:1): not bound to vfio-pci, left to its host driver: the driver did not bind to it; it has no IOMMU group
device 0000:08:00.1 held driver=none (/etc/vfio-prebind.conf.d/B-upper.conf:1): not bound to vfio-pci, held without a driver: the driver did not bind to it; it has no IOMMU group
--- end 0
