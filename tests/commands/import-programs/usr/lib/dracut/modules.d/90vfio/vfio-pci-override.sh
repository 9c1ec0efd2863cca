echo vfio-pci > /sys/bus/pci/devices/0000:01:00.2/driver_override
