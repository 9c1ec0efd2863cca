/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of "vfio-prebind groups" that are not its table.
 */
#ifndef VFIO_PREBIND_GROUPS_H
#define VFIO_PREBIND_GROUPS_H

#include "host/machine/machine.h"

/*
 * Prints what the well-known loop over /sys/kernel/iommu_groups with "lspci -nns" prints on the
 * same machine, byte for byte. 0 or negative errno.
 */
must_check int groups_print_plain(struct machine *machine);

#endif
