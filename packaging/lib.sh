# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What dist, deb and rpm share: the tree that they pack, and how an archive is packed so that the
# same tree gives the same bytes. Sourced by them, with BUILD, VERSION and KMOD_SRC from make.

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$source_dir" || exit 1
build=$(realpath -m "${BUILD:?}")
kmod_source=$(realpath -m "${KMOD_SRC:?a kmod source tree is needed: BOOT_LINK=static has one}")
name=vfio-prebind-${VERSION:?}
# what this make was told is not for one that is started here
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL BUILD KMOD_SRC
export -n VERSION

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

need() {
	local tool
	for tool in "$@"; do
		command -v "${tool%:*}" >/dev/null ||
			die "${tool%:*} is missing: apt-get install ${tool#*:}"
	done
}

# A scratch directory that ends with the script: $work.
make_work() {
	mkdir -p "$build"
	work=$(mktemp -d "$build/packaging.XXXXXX")
	trap 'rm -rf -- "$work"' EXIT
	trap 'exit 1' HUP INT TERM
}

# An unpacked release has no history of its own, even below somebody else's.
in_git() {
	[ -e "$source_dir/.git" ]
}

# The files as they lie here, committed or not, into the directory $1.
copy_files() {
	mkdir -p "$1"
	if in_git; then
		git ls-files -z --cached --others --exclude-standard |
			while IFS= read -r -d '' file; do
				[ ! -e "$file" ] || printf '%s\0' "$file"
			done | tar --null -T - -c | tar -x -C "$1"
	else
		tar -c --exclude="./${build#"$source_dir"/}" . | tar -x -C "$1"
	fi
}

# The files as they were committed, into the directory $1; those that lie here in an unpacked release.
copy_release() {
	if in_git; then
		mkdir -p "$1"
		git archive HEAD | tar -x -C "$1"
	else
		copy_files "$1"
	fi
}

# The time that all files of an archive get: that of the commit, which they keep when unpacked.
release_time() {
	if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then
		echo "$SOURCE_DATE_EPOCH"
	elif in_git; then
		git log -1 --format=%ct
	else
		stat -c %Y Makefile
	fi
}

# The same for kmod's source, which has the distribution's changelog.
kmod_time() {
	local date
	date=$(sed -n 's/^ -- .*>  *//p' "$kmod_source/debian/changelog" 2>/dev/null | head -n 1)
	if [ -n "$date" ]; then
		date -d "$date" +%s
	else
		release_time
	fi
}

# pack DIRECTORY TOP ARCHIVE TIME: as ARCHIVE, with TOP instead of DIRECTORY's name.
pack() {
	tar -c --format=gnu --sort=name --mtime="@$4" --owner=0 --group=0 --numeric-owner \
		--mode='u=rwX,go=rX' --transform="flags=r;s|^\\.|$2|" -C "$1" . |
		xz -T1 -6 >"$3.part"
	mv "$3.part" "$3"
}

pack_kmod() {
	pack "$kmod_source" "$name-kmod-source" "$1" "$(kmod_time)"
}
