#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# As before the boot stage: the functions have no driver and no override, and with "unload" no module
# of vfio is loaded. After a run, which leaves no reset behind, they must have been on vfio-pci. The
# report, with which the boot program would refuse to run again, goes to /run/bench.json.
#
# Usage: reset.sh unload|keep ADDRESS...
mode=$1
shift
[ ! -e /run/vfio-prebind/boot.json ] || mv /run/vfio-prebind/boot.json /run/bench.json
for address in "$@"; do
	function=/sys/bus/pci/devices/$address
	driver=$(basename "$(readlink "$function/driver")")
	[ ! -e /run/bench ] || [ "$driver" = vfio-pci ] || exit 1
	[ ! -e "$function/driver" ] || echo "$address" >"$function/driver/unbind"
	echo >"$function/driver_override"
done
if [ "$mode" = unload ]; then
	modprobe -r vfio-pci vfio_iommu_type1
	for module in vfio_virqfd irqbypass; do
		[ ! -e "/sys/module/$module" ] || rmmod "$module"
	done
else
	modprobe -a vfio-pci vfio_iommu_type1
fi
: >/run/bench
