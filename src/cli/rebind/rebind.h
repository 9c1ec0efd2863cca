/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What bind and release share: permission, no interruption halfway, and the output of the result.
 */
#ifndef VFIO_PREBIND_REBIND_H
#define VFIO_PREBIND_REBIND_H

#include <stdbool.h>

#include "host/base/cli.h"
#include "host/devices/targets.h"
#include "host/machine/machine.h"
#include "host/show/table.h"

struct handover {
	struct machine *machine;
	bool json;
	bool has_problem;
	struct json_object *rows; /* made by the first handover_add() */
};

/*
 * Opens this machine for root. STATUS_OK; otherwise after a message. machine_close() in any case.
 */
enum status handover_start(struct machine *machine);

/*
 * What both bind and release always refuse: a function that the host needs for a mounted
 * filesystem, swap or the like, and every function of a group that a virtual machine has open. true
 * after a message for each.
 */
bool handover_refuses_needed(const struct machine *machine, const struct pci_device *device);
bool handover_refuses_open(const struct machine *machine, const struct chosen *chosen);

/* From here on ^C, SIGTERM and a lost terminal do not stop the program between two steps. */
void handover_hold_signals(void);

/* Adds the outcome of a function, with its current driver. 0 or -ENOMEM. */
must_check int handover_add(struct handover *handover, const struct pci_device *device,
			    const char *word, const char *driver, const char *why, bool is_problem);

/*
 * Prints all outcomes, unless error is negative, and frees them. 0 with *status; negative errno, or
 * error.
 */
must_check int handover_show(struct handover *handover, int error, enum status *status);

#endif
