// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Follows the tree of bridges upward.
 */
#include "host/devices/card.h"

static const struct pci_device *bridge_above(const struct pci_devices *devices,
					     const struct pci_device *device)
{
	return device && device->parent >= 0 ? &devices->list[device->parent] : NULL;
}

bool card_has_both(const struct pci_device *a, const struct pci_device *b)
{
	return a->parent >= 0 && pci_same_slot(&a->address, &b->address) && !a->is_virtual &&
	       !b->is_virtual && !pci_is_bridge(a) && !pci_is_bridge(b);
}

const struct pci_device *card_switch(const struct pci_devices *devices,
				     const struct pci_device *device)
{
	const struct pci_device *downstream = bridge_above(devices, device);
	const struct pci_device *upstream = bridge_above(devices, downstream);

	return bridge_above(devices, upstream) ? upstream : NULL;
}

bool card_is_below(const struct pci_devices *devices, const struct pci_device *device,
		   const struct pci_device *bridge)
{
	while ((device = bridge_above(devices, device)))
		if (device == bridge)
			return true;
	return false;
}
