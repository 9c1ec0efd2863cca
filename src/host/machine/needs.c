// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Disks first: without them there is no host to have a network.
 */
#include "host/machine/needs.h"

bool machine_needs(const struct machine *machine, const struct pci_address *address,
		   struct text *out)
{
	const struct protected_device *disk = protection_of(&machine->protection, address);
	const struct protected_device *route = disk ? NULL
						    : protection_of(&machine->routes, address);

	if (disk && out)
		text_puts(out, disk->what);
	else if (route && out)
		text_printf(out, "the default route (%s)", route->what);
	return disk || route;
}
