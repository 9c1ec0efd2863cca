#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# dracut cmdline hook for an image without systemd: runs the boot program
# before udev starts and before rd.driver.pre is loaded. dracut sources it, so
# it must not exit, and it never stops or fails the boot.

/usr/lib/vfio-prebind/vfio-prebind-boot || {
	# The program reports for itself with 1 to 3; anything above did not come from it.
	if [ $? -gt 3 ]; then
		echo "<3>vfio-prebind: the boot program did not end by itself: see which drivers the devices have" >/dev/kmsg
	fi
}

return 0
