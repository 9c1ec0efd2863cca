#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The init-top script that guides to passthrough have, by the name that many of them give it.
PREREQS=""
case "$1" in
prereqs)
	echo "$PREREQS"
	exit 0
	;;
esac

for dev in @DEVICES@; do
	echo vfio-pci >"/sys/bus/pci/devices/$dev/driver_override"
done
modprobe -i vfio-pci
