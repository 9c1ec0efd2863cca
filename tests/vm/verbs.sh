# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # boot is set by boot_machine or boot_firmware
# What the scripts share that run verbs in the machine, one after the other, and look at what each said. Sourced
# after assert.sh; runs nothing itself.

# What the guest's commands share: `run NAME COMMAND...` keeps what it says in NAME and its status in NAME.status;
# `old NAME` what is said of a copy that is not as it must be, and after apply.
verb_functions() {
	cat <<'END'
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
kernel=$(uname -r)
run() {
	name=$1
	shift
	"$@" >"$name" 2>&1 </dev/null
	echo $? >"$name.status"
}
old() {
	vfio-prebind apply --verify --json >"$1-verify" 2>/dev/null
	echo $? >"$1-verify.status"
	vfio-prebind status --json >"$1-status" 2>/dev/null
	echo $? >"$1-status.status"
	run "$1-apply" vfio-prebind apply
	run "$1-after" vfio-prebind apply --verify
}
END
}

status_is() {
	[ "$(cat "$boot/$1.status")" = "$2" ] || { cat "$boot/$1" && return 1; }
}

says() {
	grep -E "$2" "$boot/$1" || { cat "$boot/$1" && return 1; }
}

same() {
	diff "$boot/$1" "$boot/$2"
}

# names_alone WHAT FILE: that entry loads the one thing that is out of date, and no other image is, but for the
# one that was booted.
names_alone() {
	jq -e --arg file "$2" '[.entries[] | select(.state | IN("current", "turned off") | not)] as $bad |
		($bad | length) == 1 and $bad[0].state == "out of date" and
			any($bad[0] | .file, .images[]; endswith($file)) and
			all(.images[] | select(.verified == false or (.state // "current") != "current");
				.image | . == "booted" or endswith($file))' "$boot/$1" ||
		{ cat "$boot/$1" && return 1; }
}

# check_old NAME FILE: what `old` found out when this file was old.
check_old() {
	check "old_$1_is_named_alone_by_verify" names_alone "$1-verify" "$2"
	check "verify_of_an_old_$1_ends_with_1" status_is "$1-verify" 1
	check "old_$1_is_named_alone_by_status" names_alone "$1-status" "$2"
	check "status_of_an_old_$1_ends_with_1" status_is "$1-status" 1
	check "apply_replaces_an_old_$1" status_is "$1-apply" 0
	check "nothing_is_old_after_that_of_the_$1" status_is "$1-after" 0
}
