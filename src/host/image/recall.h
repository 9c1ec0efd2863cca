/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cards to which an earlier image pinned the rules of the configuration. A rule that is in that
 * image keeps them, wherever they are now: a missing card is not replaced by what is in its place.
 * Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_RECALL_H
#define VFIO_PREBIND_IMAGE_RECALL_H

#include "core/config.h"
#include "core/pci.h"

/*
 * The rules of a configuration, those with a known card narrowed to it: identity.is_set. Members of
 * a group come first. identity.from of each rule to pin is the rule that it comes from. There are
 * written.count of each; now may have more exclusions after them, for functions that may be an
 * excluded card.
 */
struct recalled {
	struct config written;       /* as the image will have them */
	struct config now;           /* the same, found on the functions that there are */
	const struct rule **of;      /* owned; for each the rule of the configuration: borrowed */
	const struct config *memory; /* borrowed; its serials are known cards */
};

/*
 * memory is the configuration of an earlier image as config_add_file() reads it, not resolved;
 * NULL: there is none. It is untrusted: a rule is found in it only if selector and conditions are
 * the same. config, memory and devices must outlive *recalled. 0 or -ENOMEM; recalled_free() in any
 * case.
 */
must_check int recall(const struct config *config, const struct config *memory,
		      const struct pci_devices *devices, struct recalled *recalled);

void recalled_free(struct recalled *recalled);

/*
 * The cards that an image must know so that none of them is mistaken for a replacement: a line
 * "@serial SERIAL" for each number that was read, except those of replacements, and for each that
 * the earlier image knew and no function has now; SERIAL_UNKNOWN if a number could not be read, or
 * two cards show it.
 */
must_check int recalled_list_serials(const struct recalled *recalled,
				     const struct pci_devices *devices, struct text *out);

/* The function that a pinned rule of "now" has found; NULL: none. */
const struct pci_device *recalled_find(const struct rule *now, const struct pci_devices *devices);

/*
 * Removes the cards of the rule from an earlier image's configuration, so that the rule is pinned
 * again. The numbers of those cards stay known. 0 or -ENOMEM.
 */
must_check int recall_forget(struct config *memory, const struct rule *rule);

#endif
