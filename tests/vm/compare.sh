# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # used by the scripts that source this
# What `compare` and `compare-table` share: the ways to bind, and the boots that they are compared in.
# Sourced after lib.sh; runs nothing itself.

comparison=$build_dir/compare

ways=(ids softdep init-top init-top-first pre-udev driverctl ours-initramfs ours-dracut)
boots=(gpu twins others loaded moved no-iommu absent changed)

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
	machine='' parts=common image_of=$1 listed=0000:01:00.0 parameters=()
	case $1 in
	gpu) machine=two-gpus parts=forced listed=0000:00:01.0 ;;
	twins) ;;
	others) listed='0000:00:06.0 0000:02:00.0' ;;
	loaded) parts=vfio-loaded ;;
	moved) machine=card-in-front image_of=twins ;;
	no-iommu) image_of=twins parameters=(intel_iommu=off) ;;
	absent) machine=two-gpus listed='0000:01:00.0 0000:00:01.0' ;;
	changed) image_of=twins ;;
	*) die "no such boot: $1" ;;
	esac
	listed_now=$listed
	[ "$1" != changed ] || listed_now=0000:02:00.0
}
