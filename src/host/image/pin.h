/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pins a rule to a card, so that the boot stage finds the card again: narrows it to one function,
 * with that function's IDs, serial number, address and place. The serial numbers have been read:
 * src/kernel/serial.h. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_PIN_H
#define VFIO_PREBIND_IMAGE_PIN_H

#include "core/config.h"
#include "core/pci.h"

/* Whether the rule means the cards that it names now, not whatever has their IDs at boot. */
bool pin_is_wanted(const struct rule *rule);

/*
 * Whether the function is one that the rule means: the selector and the conditions name it, or, in
 * a rule with serial=, it has that number, wherever it is.
 */
bool pin_means(const struct rule *rule, const struct pci_devices *devices,
	       const struct pci_device *device);

/*
 * Whether the rule means the other function as a member of the IOMMU group of one that it names: an
 * endpoint, and no storage controller, which must be named by itself.
 */
bool pin_takes_member(const struct rule *rule, const struct pci_device *device,
		      const struct pci_device *member);

/* Makes the rule for a member of the group: the same without group=yes. */
struct rule pin_make_member(const struct rule *rule, const struct pci_devices *devices,
			    const struct pci_device *member);

/* Narrows a slot to one of its functions. */
struct selector pin_narrow(const struct selector *selector, int8_t function);

/*
 * Makes the rule for this function alone. Without an identity if its place has no name (more than
 * SELECTOR_PATH_MAX bridges): then it has only address and IDs.
 */
struct rule pin_make(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device);

/* "PLACE ADDRESS [open]", as src/core/config.c reads it after "@card ". */
void pin_format(const struct rule *pinned, struct text *out);

#endif
