# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154 # used and set by the scripts that source this
# What `system` and `faults` share: booting one machine, and what can be asserted about a boot.
# Sourced after lib.sh, with the name of the system as $1; runs nothing itself.

system=${1:?usage: ${0##*/} SYSTEM}
release=${system%-*}
generator=${system#*-}
work=$build_dir/$system

listed=0000:01:00.0 twin=0000:00:01.0
radeon=0000:00:04.0 serial=0000:00:06.0
net=0000:02:00.0 audio=0000:02:00.1
swapped_serial=0000:00:07.0 swapped_disk=0000:00:06.0 root_disk=0000:00:05.0

# --- one boot -------------------------------------------------------------------------------

# boot_machine BOOT IMAGE [KERNEL-PARAMETER...]: the assertions that follow are about this boot.
# The guest runs the commands on standard input.
boot_machine() {
	local image=$2
	boot=$work/$1
	shift 2
	rm -rf "$boot"
	mkdir -p "$boot/in"
	cp "$build_dir/vfio-read" "$boot/in"
	cp "$vm_dir/images/listed/etc/vfio-prebind.conf" "$boot/in/listed.conf"
	cat >"$boot/in/command"
	[ -e "$work/images/$image" ] || "$vm_dir/image" "$system" "$image" || return 0
	! is_planned "$image" || cp "$work/images/$image.conf" "$boot/in/planned.conf"
	"$vm_dir/boot" "$release" "$work/images/$image" "$boot" "$@" || return 0
	benchmark
	! is_planned "$image" ||
		check "$(basename "$boot" | tr -- -+ __)_did_what_plan_says" did_what_plan_says
}

# Whether the image was made of rules and not changed afterwards. VM_PLAN=no: the machine that it was made for
# is no more, or it does on purpose what no plan says.
is_planned() {
	[ "${VM_PLAN:-}" != no ] && grep -qs '^[^#]' "$work/images/$1.conf"
}

# What becomes of each function, and why: what the boot stage did, and what plan says of the next boot.
did_what_plan_says() {
	diff -U0 --label plan <(jq -rf "$source_dir/tests/functions.jq" "$boot/plan.json") \
		--label "the boot" <(jq -rf "$source_dir/tests/functions.jq" "$boot/report.json")
}

# The boot that the others are measured against. What this machine shows in /sys, and has mounted, is
# what the other images are made with.
boot_without_us() {
	capture_machine removed "$work"
}

# What the guest runs to show what `image` wants of it.
capture_commands() {
	cat <<'END'
find /sys/devices/pci0000:00 /sys/bus/pci/devices /sys/kernel/iommu_groups /sys/block /sys/class/block \
	/sys/dev/block \( -type l -o -name vendor -o -name device -o -name 'subsystem_*' -o -name class \
	-o -name revision -o -name dev -o -name boot_vga -o -name uevent -o -name modalias -o -name config \) -print0 |
	xargs -0 cp --no-dereference --parents -t .
cp --parents -t . /proc/self/mountinfo /proc/swaps
[ ! -e /run/vfio-prebind/config ] || cp --parents -t . /run/vfio-prebind/config
END
}

# keep_captured DIRECTORY: what the last boot showed so is kept there.
keep_captured() {
	local part
	mkdir -p "$1"
	for part in sys proc run; do
		[ ! -e "$boot/$part" ] || mv "$boot/$part" "$1"
	done
}

# capture_machine BOOT DIRECTORY: boots without us, and leaves what `image` wants of the machine.
capture_machine() {
	boot_machine "$1" removed < <(capture_commands)
	keep_captured "$2"
}

benchmark() {
	local stage=''
	[ ! -e "$boot/report.json" ] || stage=", the boot stage $(jq -c .times_us "$boot/report.json") us"
	echo "# $system: ${boot##*/}: multi-user after $(cat "$boot/uptime") s$stage"
}

# check NAME COMMAND...: the assertion NAME holds when the machine did report and the command succeeds.
check() {
	local name=$1
	shift
	if [ -e "$boot/devices" ] && "$@" >"$boot/check" 2>&1; then
		echo "ok - $system: $name"
	else
		echo "not ok - $system: $name"
		[ ! -e "$boot/devices" ] ||
			{ echo "$* (see $boot)"; cat "$boot/check"; } | sed 's/^/#   /'
	fi
}

# --- what can be asserted about a boot --------------------------------------------------------

not() {
	! "$@"
}

reached_multi_user() {
	[ -s "$boot/devices" ] && [ ! -s "$boot/failed-units" ]
}

# drivers_are ADDRESS DRIVER [ADDRESS DRIVER...]; the driver - is none.
drivers_are() {
	local address id driver
	while [ $# != 0 ]; do
		read -r address id driver _ < <(grep "^$1 " "$boot/devices")
		echo "$address $id: $driver, wanted: $2"
		[ "$driver" = "$2" ] || return
		shift 2
	done
}

# nothing_is_bound_but [ADDRESS...]
nothing_is_bound_but() {
	diff <(awk '$3 == "vfio-pci" { print $1 }' "$boot/devices") <(printf '%s\n' "$@" | sed '/^$/d')
}

# Whether the kernel log has a line of that driver about that device.
touched() {
	grep -v 'vfio-prebind: ' "$boot/kernel-log" | grep -E "\\b$1\\b.*$2"
}

# The main assertion: vfio-pci has the device, and no host driver ever had.
taken_untouched() {
	drivers_are "$1" vfio-pci && not touched "$2" "$1"
}

report_has() {
	jq -e "$1" "$boot/report.json" || { cat "$boot/report.json" && return 1; }
}

# outcome_is ADDRESS OUTCOME [WHY]: what the report says was done with a device, and why.
outcome_is() {
	report_has ".devices[] | select(.address == \"$1\") |
		.outcome == \"$2\" and (.why | test(\"${3:-.}\"))"
}

log_has() {
	grep -E "vfio-prebind: .*$1" "$boot/kernel-log"
}

prints() {
	grep -Fx "$1" "$boot/output" || { cat "$boot/output" && return 1; }
}

image_lists() {
	grep "$2" "$work/images/$1.list"
}

host_drivers=("$listed" bochs-drm "$twin" bochs-drm "$radeon" radeon "$serial" serial
	"$net" e1000e "$audio" snd_hda_intel)
