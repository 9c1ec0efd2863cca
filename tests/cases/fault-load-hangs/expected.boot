--- exit status
1
--- kernel log
<3> a step did not finish: timed out (ETIMEDOUT)
<4> 0000:04:00.0 1002:67df not bound to vfio-pci, left to its host driver: cannot load the driver's module: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.1 1002:aaf0 not bound to vfio-pci, left to its host driver: cannot load the driver's module: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:04:00.1/driver_override 'vfio-pci'
load vfio-pci: cut off
write sys/bus/pci/devices/0000:04:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:04:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:04:00.0'
write sys/bus/pci/devices/0000:04:00.1/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:04:00.1/driver_override ''
write sys/bus/pci/drivers_probe '0000:04:00.1'
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
0000:04:00.0
0000:04:00.1
--- report
status 1
rule /etc/vfio-prebind.conf:1 0000:04:00.*: 0000:04:00.0 0000:04:00.1
device 0000:04:00.0 released driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: cannot load the driver's module: timed out (ETIMEDOUT)
device 0000:04:00.1 released driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: cannot load the driver's module: timed out (ETIMEDOUT)
--- end 0
