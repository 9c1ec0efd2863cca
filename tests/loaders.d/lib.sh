# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# What the stand-ins for the programs of boot loaders share; read by each of them in the machine. They
# are as unkind as the real ones: without /etc/kernel/cmdline they take the words of this boot, and with
# /unkind they do so in any case.

echo "${0##*/} $*" >>/calls

# made image KERNEL | uki KERNEL WORDS: whoever runs the test makes it, outside.
made() {
	echo "$*" >/ask
	cat /built
}

# As kernel-install(8) has them.
words() {
	if [ -e /unkind ] || { [ ! -f /etc/kernel/cmdline ] && [ ! -f /usr/lib/kernel/cmdline ]; }; then
		tr -s ' ' '\n' </proc/cmdline | grep -v -e '^BOOT_IMAGE=' -e '^initrd=' | tr '\n' ' '
	elif [ -f /etc/kernel/cmdline ]; then
		grep -v '^ *#' /etc/kernel/cmdline | tr -s '\n' ' '
	else
		tr -s '\n' ' ' </usr/lib/kernel/cmdline
	fi
}

# As a shell reads the file for grub-mkconfig(8).
grub_words() {
	GRUB_CMDLINE_LINUX=
	GRUB_CMDLINE_LINUX_DEFAULT=
	# shellcheck disable=SC1091 # of the machine
	. /etc/default/grub
	for file in /etc/default/grub.d/*.cfg; do
		# shellcheck disable=SC1090 # the same
		[ ! -e "$file" ] || ! grep -q 'default/grub\.d' /usr/sbin/grub-mkconfig || . "$file"
	done
	echo "$GRUB_CMDLINE_LINUX $GRUB_CMDLINE_LINUX_DEFAULT"
}

kernels() {
	ls /lib/modules
}

# A menu of the kernels of this directory: menu DIRECTORY PATH-IN-THE-MENU WORDS.
menu() {
	for kernel in $(kernels); do
		[ -e "$1/vmlinuz-$kernel" ] || continue
		image=initrd.img-$kernel
		[ -e "$1/$image" ] || image=initrd-$kernel
		printf "menuentry 'Linux %s' --id gnulinux-%s {\n\tlinux %s/vmlinuz-%s %s\n\tinitrd %s/%s\n}\n" \
			"$kernel" "$kernel" "$2" "$kernel" "$3" "$2" "$image"
	done
}
