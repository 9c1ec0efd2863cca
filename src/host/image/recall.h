/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cards that an earlier image gave to the rules of the configuration. A rule that is in that
 * image keeps them, wherever they are now: a card that is gone is not replaced by what is in its
 * place. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_RECALL_H
#define VFIO_PREBIND_IMAGE_RECALL_H

#include "core/config.h"
#include "core/pci.h"

/*
 * The rules of a configuration, those with a known card narrowed to it: identity.is_set. Members of
 * a group come first. identity.from of each rule that is to be pinned says what it is of.
 */
struct recalled {
	struct config written;       /* as an image is to have them */
	struct config now;           /* the same, found on the functions that there are */
	const struct rule **of;      /* owned; for each the rule of the configuration: borrowed */
	const struct config *memory; /* borrowed; its serials are known cards */
};

/*
 * memory is the configuration of an earlier image as config_add_file() reads it, not resolved;
 * NULL: there is none. It may be of anybody: a rule is found in it only if selector and conditions
 * are the same. config, memory and devices must outlive *recalled. 0 or -ENOMEM;
 * recalled_free() in any case.
 */
must_check int recall(const struct config *config, const struct config *memory,
		      const struct pci_devices *devices, struct recalled *recalled);

void recalled_free(struct recalled *recalled);

/*
 * The cards that an image must know so that none of them is taken for a replacement: a line
 * "@serial SERIAL" for each number that was read, but for those of replacements, and for each that
 * the earlier image knew and no function has now; SERIAL_UNKNOWN if a number could not be read, or
 * two cards have it.
 */
must_check int recalled_list_serials(const struct recalled *recalled,
				     const struct pci_devices *devices, struct text *out);

/* What is to be said of a card that is not as it was, without its rule; nothing: all is well. */
void recalled_explain(const struct recalled *recalled, size_t index,
		      const struct pci_devices *devices, struct text *out);

#endif
