# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154 # used and set by the scripts that source this
# What `compare` and `compare-table` share: the ways to bind, and the boots that they are compared in.
# Sourced after lib.sh; runs nothing itself.

comparison=$build_dir/compare

ways=(ids softdep init-top init-top-first pre-udev driverctl ours-initramfs ours-dracut)
# what the times are compared with
controls=(nothing-initramfs nothing-dracut)
boots=(gpu twins loaded moved no-iommu changed)

# The generator of a way's images.
generator_of() {
	case $1 in
	pre-udev | *-dracut) echo dracut ;;
	*) echo initramfs ;;
	esac
}

# What a boot is: the machine, the parts of the image, whose image, what is listed when the image is made, what
# is listed when it boots, and what else the kernel is told.
describe_boot() {
	machine='' parts=common image_of=$1 listed=(0000:01:00.0) parameters=()
	case $1 in
	gpu) machine=two-gpus parts=forced listed=(0000:01:00.0 0000:00:01.0) ;;
	twins) listed=(0000:01:00.0 0000:00:06.0 0000:02:00.0) ;;
	loaded) parts=vfio-loaded ;;
	moved) machine=nic-in-front ;;
	no-iommu) image_of=moved parameters=(intel_iommu=off) ;;
	changed) image_of=moved ;;
	*) die "no such boot: $1" ;;
	esac
	listed_now=("${listed[@]}")
	[ "$1" != changed ] || listed_now=(0000:02:00.0)
}
