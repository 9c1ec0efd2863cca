#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# dracut cmdline hook for an image without systemd: runs the boot program
# before udev starts and before rd.driver.pre is loaded. dracut sources it, so
# all is in a subshell, and it never stops or fails the boot.

(
	program=/usr/lib/vfio-prebind/vfio-prebind-boot

	say() {
		echo "<3>vfio-prebind: $*: see which drivers the devices have" >/dev/kmsg
	}

	# The program ends itself after 10 seconds. This is for one that cannot: the
	# boot waits for a sleep, which is cut short when the program ends.
	sleep 12 &
	limit=$!
	(
		"$program" &
		trap 'kill -KILL $!; say "$program was killed after 12 seconds"; exit' TERM
		wait $!
		status=$?
		# It reports for itself with 0 to 3; anything above did not come from it.
		[ "$status" -le 3 ] || say "$program ended with status $status"
		kill "$limit"
	) &
	if wait "$limit" 2>/dev/null; then
		kill $!
	else
		wait $!
	fi
)

return 0
