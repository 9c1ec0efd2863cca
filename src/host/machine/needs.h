/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the host needs a function, and what for. Pure: the machine has been read.
 */
#ifndef VFIO_PREBIND_MACHINE_NEEDS_H
#define VFIO_PREBIND_MACHINE_NEEDS_H

#include <stdbool.h>

#include "host/machine/machine.h"

/*
 * Writes what the host needs the function for, the first purpose found: "/home", "swap /dev/dm-1",
 * "the default route (enp3s0)". out may be NULL. false: it is not known to be needed.
 */
bool machine_needs(const struct machine *machine, const struct pci_address *address,
		   struct text *out);

#endif
