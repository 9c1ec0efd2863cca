#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What people put into their initramfs.
#
# Usage: script.sh ADDRESS...
for address in "$@"; do
	echo vfio-pci >"/sys/bus/pci/devices/$address/driver_override"
done
modprobe vfio-pci
for address in "$@"; do
	[ "$(basename "$(readlink "/sys/bus/pci/devices/$address/driver")")" = vfio-pci ] ||
		echo "$address" >/sys/bus/pci/drivers_probe
done
