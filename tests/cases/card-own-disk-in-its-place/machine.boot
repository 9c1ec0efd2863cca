include ports
pci 0000:01:00.0 1987:5016 1987:5016 010802 parent=0000:00:1c.1 group=11 host=nvme serial=none
