for d in 0000:01:00.0; do echo vfio-pci >/sys/bus/pci/devices/$d/driver_override; done
