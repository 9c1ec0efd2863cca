#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dracut module: a unit that loads vfio-pci and a host driver before the boot stage runs.
# shellcheck disable=SC2154 # dracut sets these

check() {
	return 0
}

install() {
	inst_simple "$moddir/early.service" "$systemdsystemunitdir/early.service"
	$SYSTEMCTL -q --root "$initdir" add-wants sysinit.target early.service
}
