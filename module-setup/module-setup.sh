#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# dracut module: puts the boot program, the configuration that "vfio-prebind
# image-config" writes, the unit (or the hook, without systemd in the image)
# and the modules of the drivers into the image. It fails only where the image
# would be wrong, with exit: dracut ignores what install() returns. It does not
# read the configuration itself and does not decide what is bound.

# dracut sets these:
# shellcheck disable=SC2154 # dracutsysrootdir initdir kernel moddir srcmods systemdsystemunitdir

vfio_prebind_program=/usr/lib/vfio-prebind/vfio-prebind-boot

# The host program, on the host or on the system below dracut's --sysroot.
vfio_prebind_image_config() {
	@SBINDIR@/vfio-prebind image-config ${dracutsysrootdir:+--sysroot "$dracutsysrootdir"} "$@"
}

vfio_prebind_fail() {
	dfatal "vfio-prebind: $*"
	exit 1
}

# Is the driver, with all it depends on, in the image or built in to its kernel?
# modprobe knows the names, the aliases and the files.
vfio_prebind_has_driver() {
	local _root="${srcmods%/lib/modules/*}" _how _what _seen=''

	_root=${_root%/usr}
	while read -r _how _what _; do
		[[ $_how == builtin || -e $initdir/lib/modules/${_what##*/lib/modules/} ]] || return 1
		_seen=1
	done < <(modprobe -d "${_root:-/}" -S "$kernel" --ignore-install --show-depends "$1" 2> /dev/null)
	[[ $_seen ]]
}

# Called by dracut: 255 leaves the module out, unless someone names it (--add).
check() {
	local _config

	# install() runs it again and says what is wrong
	_config=$(vfio_prebind_image_config 2> /dev/null) || return 0
	[[ $_config ]] || return 255
}

# Called by dracut.
installkernel() {
	local _drivers _driver _file _files
	local -a _mentions=(-e vfio)

	_drivers=$(vfio_prebind_image_config --drivers 2> /dev/null) \
		|| vfio_prebind_fail "'vfio-prebind image-config --drivers' failed; run it by hand"

	# Named with --add and without a rule: vfio_prebind.devices= needs a driver, too.
	for _driver in ${_drivers:-vfio-pci}; do
		# instmods says yes to a module that omit_drivers= leaves out, and in
		# host-only mode to every module that is not loaded now: look.
		hostonly='' instmods -c -s "$_driver"
		if ! vfio_prebind_has_driver "$_driver"; then
			[[ $_driver != vfio-pci ]] \
				|| vfio_prebind_fail "kernel $kernel has no driver vfio-pci for the image," \
					"neither module nor built in; install the package with its modules, take it" \
					"out of omit_drivers, or take the rules out"
			# a name that somebody mistyped must not stop the upgrade of a kernel
			dwarn "vfio-prebind: kernel $kernel has no driver $_driver for the image;" \
				"correct the rules that ask for it, their devices stay with the host"
			continue
		fi
		_mentions+=(-e "${_driver//[-_]/[-_]}")
	done

	# Their options: an image that is not host-only gets nothing of /etc/modprobe.d.
	mapfile -t _files < <(cd "${dracutsysrootdir:-/}" \
		&& grep -Rls --include='*.conf' "${_mentions[@]}" {etc,usr/local/lib,usr/lib}/modprobe.d)
	for _file in "${_files[@]}"; do
		inst_multiple "/$_file"
	done
}

# Called by dracut.
install() {
	mkdir -p "$initdir/etc"
	vfio_prebind_image_config --output "$initdir/etc/vfio-prebind.conf" \
		|| vfio_prebind_fail "'@SBINDIR@/vfio-prebind image-config' failed; see its message above," \
			"run it by hand, or install vfio-prebind again"

	inst @LIBDIR@/vfio-prebind-boot "$vfio_prebind_program"
	[[ -x $initdir$vfio_prebind_program ]] \
		|| vfio_prebind_fail "cannot put @LIBDIR@/vfio-prebind-boot into the image;" \
			"install vfio-prebind again"

	if dracut_module_included "systemd"; then
		inst_simple "$moddir/vfio-prebind.service" "$systemdsystemunitdir/vfio-prebind.service"
		$SYSTEMCTL -q --root "$initdir" add-wants sysinit.target vfio-prebind.service \
			|| vfio_prebind_fail "cannot put vfio-prebind.service into the image;" \
				"install vfio-prebind again"
	else
		# 00, since cmdline 01 loads what rd.driver.pre names
		inst_hook cmdline 00 "$moddir/vfio-prebind.sh"
	fi
}
