#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The pre-udev hook that guides to passthrough have.
for dev in @DEVICES@; do
	echo vfio-pci >"/sys/bus/pci/devices/$dev/driver_override"
done
modprobe -i vfio-pci
