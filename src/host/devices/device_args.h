/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The arguments of "add" and "remove": SELECTOR... [KEY=VALUE...], in the language of the
 * configuration, and the functions that --group and --slot add.
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
	struct rule *rules; /* owned; one per selector, with the values of the keys */
	size_t count;
	const char **keys; /* owned array of borrowed words, ends with NULL */
};

/*
 * Reads the arguments from argv[first] on. 0; -1 with *status after a message, with a caret under
 * the error. selection_free() in any case.
 */
must_check int selection_read(const struct verb *verb, int argc, char **argv, int first,
			      struct selection *selection, enum status *status);
void selection_free(struct selection *selection);

struct selection_reach {
	bool group; /* each endpoint of the IOMMU group, and each function of the card */
	bool only;  /* with group: without the rest of the card */
	bool slot;  /* each function of the slot */
};

/* The options for it that all verbs share; --group comes before them. */
#define REACH_ONLY(reach)                                                                   \
	(struct cli_option)                                                                 \
	{                                                                                   \
		"only", NULL, "with --group: not the rest of the card", NULL, &(reach).only \
	}

/* Whether the selection has a rule for the function, by address. */
bool selection_has(const struct selection *selection, const struct pci_device *device);

/*
 * Replaces each rule with one per function that it reaches, by address; no bridges, no duplicates.
 * 0; -ENODEV when a selector reaches nothing, -ENOTSUP when a function has no group, both with a
 * phrase in why; -ENOMEM. *selection is changed only on success.
 */
must_check int selection_expand(struct selection *selection, const struct pci_devices *devices,
				const struct selection_reach *reach, struct text *why);

#endif
