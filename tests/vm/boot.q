#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Boots a release's disk with an image and leaves the findings of the agent in OUT: devices,
# kernel-log, report.json, ... (guest/agent says which), and the console. What lies in OUT/in is in
# the agent's working directory, `command` there is run. More arguments go to the kernel.
# VM_SWAPPED=1 exchanges the addresses of the serial card and the exchange disk.
#
# Usage: boot RELEASE IMAGE OUT [KERNEL-PARAMETER...]
set -euo pipefail
. "$(dirname "$0")/lib.sh"

release=${1:?usage: boot RELEASE IMAGE OUT [KERNEL-PARAMETER...]}
image=$2
out=$3
shift 3

serial=06.0 exchange=07.0
[ -z "${VM_SWAPPED:-}" ] || { serial=07.0 exchange=06.0; }

# No console on the GPUs: on QEMU's ati-vga setting a mode crashes radeon (division by zero).
parameters=(
	root=LABEL=root rw console=ttyS0 drm_kms_helper.fbdev_emulation=0 loglevel=4 log_buf_len=4M panic=-1
	intel_iommu=on mitigations=off apparmor=0 audit=0 systemd.show_status=0 fsck.mode=skip "$@"
)

# Two identical GPUs, one behind a bridge; a GPU with another driver; a device of two functions
# behind a bridge; a serial card, whose driver is built into Debian's kernels; two disks.
machine=(
	-machine q35,kernel-irqchip=split,sata=off,smbus=off -accel "tcg,thread=multi,tb-size=512" -cpu qemu64
	-smp 1 -m 1024 -nodefaults -no-user-config -display none -vga none -no-reboot
	-device intel-iommu,intremap=on
	-device bochs-display,addr=01.0
	-device pcie-root-port,id=port1,addr=02.0,chassis=1
	-device bochs-display,bus=port1,addr=00.0
	-device pcie-root-port,id=port2,addr=03.0,chassis=2
	-device e1000e,bus=port2,addr=00.0,multifunction=on
	-device intel-hda,bus=port2,addr=00.1
	-device ati-vga,model=rv100,addr=04.0
	-drive "if=none,id=root,format=raw,snapshot=on,file=$build_dir/$release/disk"
	-device virtio-blk-pci,drive=root,addr=05.0,serial=root
	-device "pci-serial,addr=$serial"
	-drive "if=none,id=exchange,format=raw,cache=unsafe,file=$out/exchange"
	-device "virtio-blk-pci,drive=exchange,addr=$exchange,serial=exchange"
	-serial "file:$out/console"
	-kernel "$(echo "$build_dir/$release"/root/boot/vmlinuz-*)" -initrd "$image"
	-append "${parameters[*]}"
)

mkdir -p "$out/in"
tar -cf "$out/exchange" -C "$out/in" .
truncate -s 16M "$out/exchange"
timeout "${VM_TIMEOUT:-180}" qemu-system-x86_64 "${machine[@]}" >"$out/qemu" 2>&1 || :
tar -xf "$out/exchange" -C "$out"
rm "$out/exchange"
[ -e "$out/devices" ] || die "the machine did not report: see $out/console"
