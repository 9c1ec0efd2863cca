--- exit status
1
--- kernel log
<4> /sys/class/block: cannot be read: input/output error (EIO)
<4> 0000:02:00.0 144d:a808 skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
<4> 0000:03:00.0 144d:a808 skipped: what could not be read may forbid it (/etc/vfio-prebind.conf:1)
--- changes
replace run/vfio-prebind/boot.json
--- functions
0000:00:00.0
0000:00:01.0 driver=pcieport
0000:00:02.0
0000:00:14.0
0000:00:14.2
0000:00:16.0
0000:00:17.0
0000:00:1b.0 driver=pcieport
0000:00:1f.0
0000:00:1f.3
0000:00:1f.4
0000:00:1f.5
0000:00:1f.6
0000:01:00.0
0000:01:00.1
0000:01:00.2
0000:01:00.3
0000:02:00.0 gone
0000:02:00.0 driver=nvme
0000:03:00.0 driver=nvme
--- report
{"format":1,"version":"VERSION","kernel":"6.1.0-28-amd64","enabled":true,"dry_run":false,"digest":null,"status":1,
"errors":[
 {"file":"/sys/class/block","line":0,"column":0,"text":"cannot be read: input/output error (EIO)"}],
"rules":[
 {"file":"/etc/vfio-prebind.conf","line":1,"text":"144d:a808","matched":["0000:02:00.0","0000:03:00.0"]}],
"devices":[
 {"address":"0000:02:00.0","vendor":"144d","device":"a808","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":8,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"nvme","driver_before":"nvme","why":"skipped: what could not be read may forbid it"},
 {"address":"0000:03:00.0","vendor":"144d","device":"a808","subsystem_vendor":"144d","subsystem_device":"a801","class":"010802","iommu_group":9,
  "rule":{"file":"/etc/vfio-prebind.conf","line":1},"by_group":false,"outcome":"skipped","driver":"nvme","driver_before":"nvme","why":"skipped: what could not be read may forbid it"}]}
--- end 0
