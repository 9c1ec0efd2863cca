/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which function is the card that a rule of an image was written for: by its serial number,
 * otherwise by its place, and only if the IDs are the same. No I/O: the serial numbers have been
 * read.
 *
 * A rule that an image pins has an identity: IDs and subsystem, the function's number, the path to
 * it from its root bus, and the serial number if it had a unique one. The image also lists the
 * numbers of all cards of that kind, so that none of them is mistaken for a replacement. Where one
 * of these numbers could not be read, no card is taken as a replacement.
 */
#ifndef VFIO_PREBIND_IDENTITY_H
#define VFIO_PREBIND_IDENTITY_H

#include "core/config.h"
#include "core/pci.h"

/*
 * Decides for each rule with an identity where its card is now, notes its fate, and lets the
 * rule's selector name that function:
 *   the one with the serial number, wherever it is;
 *   the one in the place, if two slots show the number;
 *   without a number what is in the place, unless its own number is that of another card that the
 * image knows;
 *   a card of the same kind in the place whose number the image does not know, if none shows the
 * rule's: a replacement; otherwise nothing. The selector then still names the place, and the
 * conditions do not match. A "!" whose card is not found covers the place, whatever is there, and
 * every function that may be the card: such rules are added. 0, or -ENOMEM.
 */
must_check int identities_resolve(struct config *config, const struct pci_devices *devices);

/* The path from the root bus to the function as a selector. 0; -E2BIG below too many bridges. */
must_check int identity_place(const struct pci_devices *devices, const struct pci_device *device,
			      struct selector *place);

/* Whether the function may be the rule's card as far as IDs and function number go. */
bool identity_is_kind(const struct rule *rule, const struct pci_device *device);

/*
 * The serial number that is unique to the function's card; 0: it has none, or functions in two
 * slots show it, apart from virtual functions. For the builder of an image, after the numbers were
 * read.
 */
uint64_t identity_serial(const struct pci_devices *devices, const struct pci_device *device);

#endif
