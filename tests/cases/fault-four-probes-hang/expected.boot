--- exit status
1
--- kernel log
<3> a step did not finish: timed out (ETIMEDOUT)
<4> 0000:01:00.0 10de:2191 not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
<4> 0000:02:00.0 10de:2191 not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 10de:2191 not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
<4> 0000:04:00.0 10de:2191 not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
<4> 0000:05:00.0 10de:2191 not bound to vfio-pci, left to its host driver: the driver did not bind to it: timed out (ETIMEDOUT) (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:03:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:04:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:05:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:02:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:03:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:04:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:05:00.0/power/control 'wait': EINVAL
write sys/bus/pci/devices/0000:05:00.0/driver_override ''
write sys/bus/pci/drivers_probe '0000:05:00.0'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:02:00.0 driver=vfio-pci override=vfio-pci
0000:03:00.0 driver=vfio-pci override=vfio-pci
0000:04:00.0 driver=vfio-pci override=vfio-pci
0000:05:00.0
--- report
status 1
rule /etc/vfio-prebind.conf:1 10de:2191: 0000:01:00.0 0000:02:00.0 0000:03:00.0 0000:04:00.0 0000:05:00.0
device 0000:01:00.0 stuck driver=vfio-pci (/etc/vfio-prebind.conf:1): not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT)
device 0000:02:00.0 stuck driver=vfio-pci (/etc/vfio-prebind.conf:1): not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT)
device 0000:03:00.0 stuck driver=vfio-pci (/etc/vfio-prebind.conf:1): not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT)
device 0000:04:00.0 stuck driver=vfio-pci (/etc/vfio-prebind.conf:1): not bound to vfio-pci, and could not be released or held: the driver did not bind to it: timed out (ETIMEDOUT)
device 0000:05:00.0 released driver=none (/etc/vfio-prebind.conf:1): not bound to vfio-pci, left to its host driver: the driver did not bind to it: timed out (ETIMEDOUT)
--- end 0
