# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the virtual machine scripts share: where things lie, which systems there are, and how a
# root tree is entered. Sourced by the other scripts of this directory; runs nothing itself.

vm_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(cd "$vm_dir/../.." && pwd)
build_dir=$(realpath -m "${BUILD:-$source_dir/build}")/vm

systems=(bookworm-initramfs bookworm-dracut trixie-initramfs trixie-dracut)

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# Runs "$@" in mount and PID namespaces of its own: whatever happens to it, nothing stays mounted
# and no process stays behind.
in_private() {
	unshare --mount --pid --fork --kill-child --mount-proc "$@"
}

# Starts the calling script again in such namespaces, unless it is in them already.
enter_private() {
	[ -z "${VM_PRIVATE:-}" ] || return 0
	VM_PRIVATE=1 in_private "$0" "$@"
	exit
}

# Mounts the root tree of release $1 at $tree, a copy that can be written to and that is gone when
# the calling script ends. More arguments are layers to lay over it, the uppermost first.
# For the namespace of enter_private only.
mount_tree() {
	local release=$1 layers='' scratch=$build_dir/mnt
	shift
	[ $# = 0 ] || layers=$(printf '%s:' "$@")
	mkdir -p "$scratch"
	mount -t tmpfs tmpfs "$scratch"
	mkdir "$scratch/upper" "$scratch/work" "$scratch/tree"
	tree=$scratch/tree
	mount -t overlay overlay "$tree" -o \
		"lowerdir=$layers$build_dir/$release/root,upperdir=$scratch/upper,workdir=$scratch/work"
}

# The same with the project installed in it, as `install` left it.
mount_project() {
	mount_tree "$1" "$build_dir/$1/project"
}
