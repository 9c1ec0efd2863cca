# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the virtual machine scripts share: where things lie, which systems there are, and how a
# root tree is entered. Sourced by the other scripts of this directory; runs nothing itself.

vm_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(cd "$vm_dir/../.." && pwd)
build_dir=$(realpath -m "${BUILD:-$source_dir/build}")/vm

# shellcheck disable=SC2034 # for the scripts that source this
systems=(trixie-dracut bookworm-dracut trixie-initramfs bookworm-initramfs)

# What the kernel of every test machine is told.
# No console on the GPUs: on QEMU's ati-vga setting a mode crashes radeon (division by zero).
# no_timer_check: a busy host may be too slow for that check, and then the kernel panics.
# amdgpu does not take the ati-vga either, and loading it takes longer than all the rest of a boot.
# shellcheck disable=SC2034 # for the scripts that source this
kernel_words=(
	root=LABEL=root rw console=ttyS0 drm_kms_helper.fbdev_emulation=0 loglevel=4 log_buf_len=4M panic=-1 no_timer_check
	mitigations=off apparmor=0 audit=0 modprobe.blacklist=amdgpu init_on_alloc=0 systemd.show_status=0
	8250.nr_uarts=4 fsck.mode=skip
)

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# logged FILE COMMAND...: what the command says goes to FILE, and its end is shown if it fails.
logged() {
	local log=$1
	shift
	"$@" >"$log" 2>&1 || {
		tail -n 30 "$log" >&2
		die "failed: $* (see $log)"
	}
}

# Starts the calling script again in mount and PID namespaces of its own, unless it is in them
# already: however it ends, nothing stays mounted and no process stays behind.
enter_private() {
	[ "${VM_PRIVATE:-}" != "$0" ] || return 0
	VM_PRIVATE=$0 exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
}

# Mounts the root tree of release $1 at $tree, with the layers of the other arguments over it, the
# uppermost last. It can be written to: the changes lie in the layer $changes until the calling
# script ends. For the namespace of enter_private only.
mount_tree() {
	local lower=$build_dir/$1/root layer scratch=$build_dir/mnt
	for layer in "${@:2}"; do
		lower=$layer:$lower
	done
	tree=$scratch/tree changes=$scratch/changes
	mkdir -p "$scratch"
	mount -t tmpfs tmpfs "$scratch"
	mkdir "$tree" "$changes" "$scratch/work"
	mount -t overlay overlay "$tree" -o \
		"lowerdir=$lower,upperdir=$changes,workdir=$scratch/work"
}

# make_layer RELEASE NAME PACKAGE...: a layer over the root tree with these packages (without those
# that end in `-`), $build_dir/RELEASE/layer-NAME. For the namespace of enter_private only; needs a network.
make_layer() {
	local layer=$build_dir/$1/layer-$2 stamp
	stamp="$(cat "$build_dir/$1/root.stamp") ${*:3}"
	[ "$(cat "$layer.stamp" 2>/dev/null)" != "$stamp" ] || return 0
	rm -rf "$layer" "$layer.stamp"
	mount_tree "$1"
	mount --rbind /proc "$tree/proc"
	mount --rbind /dev "$tree/dev"
	[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
	logged "$layer.log" chroot "$tree" env DEBIAN_FRONTEND=noninteractive sh -c \
		"apt-get update && apt-get install -y ${*:3} && apt-get clean && rm -r /var/lib/apt/lists"
	rm -f "$tree/etc/resolv.conf"
	umount -R -l "$tree"
	cp -a "$changes" "$layer"
	umount -l "${changes%/*}"
	echo "$stamp" >"$layer.stamp"
}

# Runs a command as on a machine whose root the tree is: as the first process there, and with a machine ID.
# In a chroot, or without one, nothing would be pinned.
in_tree() {
	printf '%032d\n' 1 >"$tree/etc/machine-id"
	unshare --mount --pid --fork --kill-child --root "$tree" --mount-proc "$@"
}

# The Debian mirror that this machine uses, or nothing, which means mmdebstrap's own default.
machine_mirror() {
	local codename
	codename=$(. /etc/os-release && echo "${ID:-}:${VERSION_CODENAME:-}")
	[[ $codename == debian:* ]] || return 0
	# shellcheck disable=SC2016 # fields of apt's
	apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
		awk -v release="${codename#debian:}" '$1 == release { print $2; exit }'
}

# How this machine's apt reaches its mirror (a proxy, a clock that is off) holds for a root tree too.
machine_apt_options() {
	apt-config dump | grep -E '^Acquire::(https?|Check-|Retries|ForceIPv)' || :
}
