#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dracut module: vfio-pci is loaded before anything else in the image runs.
# shellcheck disable=SC2154 # dracut sets these

check() {
	return 0
}

installkernel() {
	hostonly='' instmods -c vfio-pci
}

install() {
	inst_simple "$moddir/loaded.service" "$systemdsystemunitdir/loaded.service"
	$SYSTEMCTL -q --root "$initdir" add-wants sysinit.target loaded.service
}
