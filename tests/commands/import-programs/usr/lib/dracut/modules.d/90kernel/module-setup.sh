instmods nvme
