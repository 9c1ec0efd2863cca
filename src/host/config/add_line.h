/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a line that is added to the configuration file. Prints nothing.
 */
#ifndef VFIO_PREBIND_CONFIG_ADD_LINE_H
#define VFIO_PREBIND_CONFIG_ADD_LINE_H

#include <stdbool.h>

#include "core/rule.h"
#include "core/text.h"
#include "host/machine/machine.h"

struct addition {
	struct rule rule;
	const char *const *keys; /* KEY=VALUE as given, ends with NULL; NULL: from the rule */
	const char *comment;     /* whole lines to put above; NULL: none */
	bool may_be_absent;      /* do not refuse it if it matches no device here */
};

/*
 * The line that is added for the rule, with more at the end of its options, and the name of its
 * device, which may be NULL.
 */
void addition_line(struct machine *machine, const struct addition *addition,
		   const struct pci_device *device, const char *more, struct text *out);

#endif
