/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands behind "add" and "remove": SELECTOR... [KEY=VALUE...], in the language of the
 * configuration, and the functions that --group and --slot make of it.
 */
#ifndef VFIO_PREBIND_DEVICES_DEVICE_ARGS_H
#define VFIO_PREBIND_DEVICES_DEVICE_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pci.h"
#include "core/rule.h"
#include "core/text.h"
#include "host/base/cli.h"

struct selection {
	struct rule *rules; /* owned; one for each selector, with what the keys say */
	size_t count;
	const char **keys; /* owned array of borrowed words, ends with NULL */
};

/*
 * Reads the arguments from argv[first] on. 0; -1 with *status after a message, with a caret under
 * what is wrong. selection_free() in any case.
 */
must_check int selection_read(const struct verb *verb, int argc, char **argv, int first,
			      struct selection *selection, enum status *status);
void selection_free(struct selection *selection);

struct selection_reach {
	bool group; /* each endpoint of the IOMMU group, and each function of the card */
	bool only;  /* with group: without the rest of the card */
	bool slot;  /* each function of the slot */
};

/* The options for it, as far as they are the same everywhere; group comes before. */
#define REACH_ONLY(reach)                                                                   \
	(struct cli_option)                                                                 \
	{                                                                                   \
		"only", NULL, "with --group: not the rest of the card", NULL, &(reach).only \
	}

/* Whether the function is in the selection, which has one rule for each: by address. */
bool selection_has(const struct selection *selection, const struct pci_device *device);

/*
 * Puts in the place of each rule one for each function that it reaches, by address; never a
 * bridge, none twice. 0; -ENODEV when a selector reaches nothing, -ENOTSUP when a function has no
 * group, both with the phrase that says which in why; -ENOMEM. *selection is changed on success
 * only.
 */
must_check int selection_expand(struct selection *selection, const struct pci_devices *devices,
				const struct selection_reach *reach, struct text *why);

#endif
