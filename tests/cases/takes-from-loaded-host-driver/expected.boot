--- exit status
0
--- kernel log
<6> 0000:01:00.0 10de:2184 bound to vfio-pci, taken from nouveau (/etc/vfio-prebind.conf:1)
<6> 0000:01:00.1 10de:1aeb bound to vfio-pci, taken from snd_hda_intel (/etc/vfio-prebind.conf:1)
--- changes
write sys/bus/pci/devices/0000:01:00.0/driver_override 'vfio-pci'
write sys/bus/pci/devices/0000:01:00.1/driver_override 'vfio-pci'
load vfio-pci
write sys/bus/pci/drivers/nouveau/unbind '0000:01:00.0'
write sys/bus/pci/drivers/snd_hda_intel/unbind '0000:01:00.1'
write sys/bus/pci/drivers_probe '0000:01:00.0'
write sys/bus/pci/drivers_probe '0000:01:00.1'
replace run/vfio-prebind/config
replace run/vfio-prebind/boot.json
--- functions
0000:00:01.0 driver=pcieport
0000:01:00.0 driver=vfio-pci override=vfio-pci
0000:01:00.1 driver=vfio-pci override=vfio-pci
--- report
status 0
rule /etc/vfio-prebind.conf:1 0000:01:00.*: 0000:01:00.0 0000:01:00.1
device 0000:01:00.0 bound driver=vfio-pci before=nouveau (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from nouveau
device 0000:01:00.1 bound driver=vfio-pci before=snd_hda_intel (/etc/vfio-prebind.conf:1): bound to vfio-pci, taken from snd_hda_intel
--- end 0
