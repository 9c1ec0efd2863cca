instmods vfio-pci
