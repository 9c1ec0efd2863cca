#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dracut module: the hook beside this, as guides to passthrough install it.
# shellcheck disable=SC2154 # dracut sets this

check() {
	return 0
}

install() {
	inst_hook pre-udev 00 "$moddir/vfio-pci-override.sh"
}
