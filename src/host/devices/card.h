/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions belong to one card, whatever their IOMMU groups, and which switch a card is
 * behind. Pure.
 */
#ifndef VFIO_PREBIND_DEVICES_CARD_H
#define VFIO_PREBIND_DEVICES_CARD_H

#include <stdbool.h>

#include "core/pci.h"

/*
 * Whether both are functions of one card: of one slot below a port, and no bridges. On a root bus a
 * slot is not a card, and a virtual function belongs to its physical function.
 */
bool card_has_both(const struct pci_device *a, const struct pci_device *b);

/* The upstream port of the switch that the function is behind, one below another port; or NULL. */
const struct pci_device *card_switch(const struct pci_devices *devices,
				     const struct pci_device *device);

/* Whether the function is below the bridge, at any depth. */
bool card_is_below(const struct pci_devices *devices, const struct pci_device *device,
		   const struct pci_device *bridge);

#endif
