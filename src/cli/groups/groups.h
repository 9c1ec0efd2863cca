/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of "vfio-prebind groups".
 */
#ifndef VFIO_PREBIND_GROUPS_H
#define VFIO_PREBIND_GROUPS_H

#include <json-c/json.h>

#include "host/machine/next_boot.h"
#include "host/show/table.h"

struct groups {
	struct next_boot next_boot;
	bool *is_shown;    /* owned; one for each function of the machine */
	bool is_table;     /* rows have what only the table shows */
	bool wants_names;  /* rows have the long ones */
	bool wants_resets; /* the table shows how */
	bool knows_resets; /* sysfs says which functions can be reset */
};

/*
 * What is decided about the function: at the next boot, or when it appears after it. NULL: no rule
 * names it.
 */
const struct match *groups_match(const struct groups *groups, const struct pci_device *device);

/* The word for it: as of a report, or "later"; NULL without a match. */
const char *groups_outcome(const struct groups *groups, const struct pci_device *device);

/*
 * Adds what there is to know before the function is given away, each by itself and all in "notes".
 */
void groups_add_notes(const struct groups *groups, const struct pci_device *device,
		      struct json_object *row);

#define GROUPS_COLUMNS_MAX 32

/*
 * The columns of "A,B", or with "+A,B" these after those that are shown by themselves; of NULL,
 * these alone. false after a message.
 */
must_check bool groups_choose_columns(const struct verb *verb, const char *list,
				      struct column columns[GROUPS_COLUMNS_MAX]);

/*
 * Prints what the usual IOMMU group script, a loop over /sys/kernel/iommu_groups with "lspci -nns",
 * prints on the same machine, byte for byte. 0 or negative errno.
 */
must_check int groups_print_plain(struct machine *machine);

#endif
