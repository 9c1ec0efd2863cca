include ports
pci 0000:02:00.0 8086:10d3 8086:a01f 020000 parent=0000:00:1c.1 group=11 host=e1000e serial=52-54-00-ff-ff-00-00-02
