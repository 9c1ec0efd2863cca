/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions that a verb's DEVICE..., --group and --slot name: the targets of bind, release and
 * export.
 */
#ifndef VFIO_PREBIND_DEVICES_TARGETS_H
#define VFIO_PREBIND_DEVICES_TARGETS_H

#include "host/devices/device_args.h"
#include "host/machine/machine.h"

#define CHOSEN_REACH(reach)                                                            \
	{ "group", NULL, "include its IOMMU group and the rest of its card", NULL,     \
	  &(reach).group },                                                            \
		REACH_ONLY(reach),                                                     \
	{                                                                              \
		"slot", NULL, "include each function of its slot", NULL, &(reach).slot \
	}

struct chosen {
	struct selection selection;
	struct config config;              /* a rule per function, by address and ID; in order */
	const struct pci_device **devices; /* owned array, one for each rule of config */
};

/*
 * Reads argv from first on. 0; -1 with *status after a message: a selector that matches nothing, or
 * only bridges. chosen_free() in any case. Borrows from machine.
 */
must_check int chosen_read(const struct verb *verb, int argc, char **argv, int first,
			   struct machine *machine, const struct selection_reach *reach,
			   struct chosen *chosen, enum status *status);
void chosen_free(struct chosen *chosen);

#endif
