# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2016,SC1090,SC1091,SC2154 # scripts for the machine in quotes; its files are shell, too
#
# A machine of tests/machines as a tree on which the host command works, with images, a generator and a
# reboot; read by what tries a way of several steps. "apply" is the real one, in a chroot with a generator
# that acts like the machine's; "reboot" is the boot program on the machine in memory, with the image that is
# in /boot by then. Wanted are
#
#   program, TEST_PROGRAMS    the host command, and where expand and boot are
#   shared                    a directory that bring_programs has filled
#   work, tree                two directories of the caller: what is made on the way, and the machine

current_tree=(etc boot var run proc/cmdline)

# The lines of the machine of a file, includes and all.
text_of() {
	local word name rest
	while read -r word name rest; do
		case $word in
		include) text_of "tests/machines/$name" ;;
		load | running) ;;
		*) printf '%s %s %s\n' "$word" "$name" "$rest" ;;
		esac
	done <"$1"
}

# "remove ADDRESS" for each function that is not there in the initramfs.
not_there_yet() {
	awk '
		$1 == "link" && $2 ~ /\/physfn$/ { late($2) }
		$1 == "file" && $2 ~ /\/removable$/ && $3 == "removable" { late($2) }
		$1 == "pci" && $2 ~ /^1....:/ { print "remove", $2 }
		function late(path,  parts, n) { n = split(path, parts, "/"); print "remove", parts[n - 1] }
	' "$work/text" | sort -r
}

# A machine that says nothing of its distribution is a Debian 12 with GRUB and one kernel.
complete() {
	local kernel=6.1.0-28-amd64
	mkdir -p "$tree"/{etc,boot,var,run,usr/sbin,usr/bin,dev}
	[ ! -e "$tree/etc/os-release" ] || return 0
	: >"$work/is-assumed"
	if [ -e "$tree/usr/sbin/grubby" ] || [ -e "$tree/usr/bin/grubby" ]; then
		printf 'ID=fedora\n' >"$tree/etc/os-release"
		: >"$tree/usr/bin/dracut"
	else
		printf 'ID=debian\nVERSION_ID="12"\n' >"$tree/etc/os-release"
		[ -e "$tree/usr/bin/dracut" ] || : >"$tree/usr/sbin/update-initramfs" 3>"$tree/usr/sbin/mkinitramfs"
	fi
	[ ! -d "$tree/lib/modules" ] || return 0
	mkdir -p "$tree/lib/modules/$kernel"
	echo 'kernel/drivers/vfio/pci/vfio-pci.ko:' >"$tree/lib/modules/$kernel/modules.dep"
	: >"$tree/lib/modules/$kernel/modules.builtin"
	: >"$tree/boot/vmlinuz-$kernel"
	install_images
}

is_dracut() {
	[ ! -e "$tree/usr/sbin/update-initramfs" ]
}

# Its ID in os-release.
distribution() {
	local name value
	while IFS='=' read -r name value; do
		[ "$name" != ID ] || { echo "${value//\"/}"; return; }
	done <"$tree/etc/os-release"
}

# Where the image of a kernel is on this machine; nothing where its name has no version.
image_place() { # KERNEL
	local place
	case $(distribution) in
	opensuse-leap) place=boot/initrd-$1 ;;
	fedora | rocky) place=boot/initramfs-$1.img ;;
	opensuse-tumbleweed | arch) return 1 ;;
	*) place=boot/initrd.img-$1 ;;
	esac
	[ ! -e "$tree/run/ostree-booted" ] && [ -e "$tree/boot/vmlinuz-$1" ] && echo "$place"
}

kernels() {
	local kernel
	for kernel in "$tree"/lib/modules/*; do
		[ ! -e "$kernel" ] || echo "${kernel##*/}"
	done
}

# One for each configuration, kernel and generator: all machines share them.
make_image() { # KERNEL FILE <CONFIGURATION
	local options=() configuration made=-none
	! is_dracut || options=(--dracut)
	configuration=$(</dev/stdin)
	configuration+=${configuration:+$'\n'}
	[ -z "$configuration" ] || read -r made _ < <(md5sum <<<"$configuration")
	made=${shared:?}.images/$1$made${options[*]}
	if [ ! -e "$made" ]; then
		mkdir -p "${made%/*}"
		tests/fake-image "${options[@]}" "$1" "$made.$$" < <(printf %s "$configuration") && mv "$made.$$" "$made"
	fi
	cp "$made" "$2"
}

# As installed: images without our part.
install_images() {
	local kernel place
	for kernel in $(kernels); do
		place=$(image_place "$kernel") && make_image "$kernel" "$tree/$place" </dev/null
	done
	copy_images
}

# The images that entries of type 1 load, on each partition: "KERNEL FILE".
images_of_entries() {
	local entry root image kernel name
	for entry in "$tree"/{boot,boot/efi,efi,dev/disk/by-uuid/*}/loader/entries/*.conf; do
		[ -e "$entry" ] || continue
		root=${entry%/loader/entries/*}
		while read -r _ image; do
			kernel=$(kernels | while read -r name; do case $image in *"$name"*) echo "$name" ;; esac; done)
			echo "${kernel:-$(kernels | tail -n 1)} $root$image"
		done < <(grep -s '^initrd' "$entry")
	done
}

# What a boot loader loads instead of those in /boot: copies, and unified images, of one kernel or of all.
copy_images() { # [KERNEL]
	local kernel file directory wanted=${1:-} image=$work/copied
	{
		images_of_entries
		for directory in "$tree"/{boot/efi,efi,dev/disk}; do
			[ -d "$directory" ] || continue
			for kernel in $(kernels); do
				find "$directory" -type f \( -name "initrd.img-$kernel" -o -name "*-$kernel.efi" \) -printf "$kernel %p\n"
			done
		done
	} | sort -u | while read -r kernel file; do
		[ -z "$wanted" ] || [ "$kernel" = "$wanted" ] || continue
		"$program" image-config --sysroot "$tree" 2>/dev/null | make_image "$kernel" "$image"
		[ -d "${file%/*}" ] || mkdir -p "${file%/*}"
		case $file in
		*.efi) tests/fake-uki "$file" "$kernel" 'root=/dev/root ro' "$image" ;;
		*) cp "$image" "$file" ;;
		esac
	done
}

make_machine() { # FILE
	text_of "$1" >"$work/text"
	mkdir -p "$work/case"
	{ cat "$work/text"; not_there_yet; } >"$work/case/machine"
	printf 'load *\nrunning\n' | cat "$work/text" - >"$work/machine"
	"$TEST_PROGRAMS/expand" tests/machines "$work/machine" "$tree" || return 1
	mkdir -p "$tree/usr/share/misc"
	cp tests/pci.ids "$tree/usr/share/misc/pci.ids"
	complete
}

# What restore brings back, also when it does so several times.
save() {
	[ ! -e "$work/saved" ] || rm -rf "$work/saved"
	[ ! -e "$work/is-rebooted" ] || rm "$work/is-rebooted"
	mkdir "$work/saved"
	(cd "$tree" && cp -a --parents "${current_tree[@]}" "$work/saved" 2>/dev/null)
}

restore() {
	(cd "$tree" && rm -rf "${current_tree[@]}")
	cp -a "$work/saved/." "$tree"
	[ ! -e "$work/is-rebooted" ] || links_back
}

say() { # VERB...: as an administrator would
	local verb=$1
	shift
	"$program" "$verb" --sysroot "$tree" "$@" 2>&1 </dev/null
}

# For the programs in the machine, which ask by a name in one pipe: for the image of a kernel, that they get
# from another pipe, or for "copies", of one kernel or of all.
build_asked() {
	local what kernel
	while read -r what kernel <"$tree/ask"; do
		case $what in
		copies) copy_images "$kernel"; : >"$work/built" ;;
		*) "$program" image-config --sysroot "$tree" 2>/dev/null | make_image "$what" "$work/built" ;;
		esac
		cat "$work/built" >"$tree/built"
	done
}

install_program() { # PROGRAM LINE: if the machine has one
	[ -e "$tree/usr/$1" ] || return 0
	printf '#!/bin/sh\n%s\n' "$2" >"$tree/usr/$1"
	[ -x "$tree/usr/$1" ] || chmod 755 "$tree/usr/$1"
}

# Those of the generators, and those that make entries with their copies.
install_programs() {
	local directory
	install_program sbin/update-initramfs 'echo "$3" >/ask; cat /built >"/boot/initrd.img-$3"'
	install_program bin/dracut 'echo "$4" >/ask; cat /built >"$5"'
	for directory in sbin bin; do
		install_program $directory/kernel-install 'echo "copies $2" >/ask; cat /built'
		install_program $directory/proxmox-boot-tool 'echo copies >/ask; cat /built'
		install_program $directory/kernelstub 'echo copies >/ask; cat /built'
		install_program $directory/sdbootutil 'echo copies >/ask; cat /built'
	done
}

# A copy of the machine is the root: programs with the names of its generators put the images there
# that they would make.
apply() {
	local status=0 builder
	if [ ! -e "$tree/vfio-prebind" ]; then
		cp -al "${shared:?}/." "$tree/"
		rm -f "$tree/dev/null"
		mkfifo "$tree/ask" "$tree/built"
	fi
	: >"$tree/dev/null"
	install_programs
	chmod -R go-w "$tree/etc"
	build_asked &
	builder=$!
	chroot "$tree" /vfio-prebind apply "$@" 2>&1 </dev/null || status=$?
	kill -KILL "$builder" # a shell that is about to open a pipe may miss any other signal
	wait "$builder" 2>/dev/null
	return "$status"
}

# The words of the next boot, if a file of the boot loader has them.
next_words() {
	local file
	if [ -e "$tree/etc/default/grub" ] && ! ls "$tree/boot/loader/entries" >/dev/null 2>&1; then
		echo "root=/dev/root ro $(
			set +u
			. "$tree/etc/default/grub" 2>/dev/null
			for file in "$tree"/etc/default/grub.d/*.cfg; do
				[ ! -e "$file" ] || . "$file"
			done
			echo "${GRUB_CMDLINE_LINUX:-} ${GRUB_CMDLINE_LINUX_DEFAULT:-}")" >"$tree/proc/cmdline"
	elif [ -s "$tree/etc/kernel/cmdline" ]; then
		cat "$tree/etc/kernel/cmdline" >"$tree/proc/cmdline"
	fi
}

driver_link() { # ADDRESS DRIVER
	local device up
	device=$(cd -P "$tree/sys/bus/pci/devices/$1" 2>/dev/null && pwd) || return 0
	echo "$device $(readlink "$device/driver")" >>"$work/is-rebooted"
	up=${device#"$(cd -P "$tree" && pwd)"/sys}
	up=${up//[!\/]/}
	ln -sfn "${up//\//../}bus/pci/drivers/$2" "$device/driver"
}

links_back() {
	local device link
	tac "$work/is-rebooted" | while read -r device link; do
		if [ -n "$link" ]; then ln -sfn "$link" "$device/driver"; else rm -f "$device/driver"; fi
	done
	rm -f "$work/is-rebooted"
}

# With the image of the running kernel, if that is installed, or of the newest, that is there now.
reboot() {
	local kernel place address
	kernel=$(cat "$tree/proc/sys/kernel/osrelease" 2>/dev/null)
	[ -e "$tree/boot/vmlinuz-$kernel" ] || kernel=$(kernels | sort -V | tail -n 1)
	next_words
	cp "$tree/proc/cmdline" "$work/case/cmdline" 2>/dev/null
	rm -rf "$tree/run/vfio-prebind"
	place=$(image_place "$kernel") && [ -e "$tree/$place" ] || return 0
	(cd "$work" && rm -rf etc && cpio --quiet -id etc/vfio-prebind.conf <"$tree/$place" 2>/dev/null)
	[ -e "$work/etc/vfio-prebind.conf" ] || return 0
	"$TEST_PROGRAMS/boot" --image --config "$work/etc/vfio-prebind.conf" tests/machines "$work/case" \
		>"$work/boot" 2>&1 || return 0
	mkdir -p "$tree/run/vfio-prebind" "$tree/sys/bus/pci/drivers/vfio-pci"
	sed -n '/^--- report/,$p' "$work/boot" | sed 1d >"$tree/run/vfio-prebind/boot.json"
	cp "$work/etc/vfio-prebind.conf" "$tree/run/vfio-prebind/config"
	while read -r address; do
		driver_link "$address" vfio-pci
	done < <(sed -n '/^--- functions/,/^---/s/ driver=vfio-pci.*//p' "$work/boot")
}

# The programs that run in a machine as its root.
bring_programs() {
	local name library
	mkdir -p "$shared/bin"
	cp "$BUILD/vfio-prebind" "$shared/vfio-prebind"
	cp -L "$(command -v sh)" "$(command -v cat)" "$shared/bin/"
	for library in $(ldd "$shared/vfio-prebind" "$shared"/bin/* | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
		[ -e "$shared$library" ] || cp -L --parents "$library" "$shared"
	done
}
