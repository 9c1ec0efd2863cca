/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What bind and release share: who may do it, no half of it, and how the result is shown.
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

/* Opens this machine for root. STATUS_OK; else after a message. machine_close() in any case. */
enum status handover_start(struct machine *machine);

/*
 * What bind and release refuse alike, whatever is said: a function that the host needs for a
 * mounted filesystem, swap or the like, and all of a group that a virtual machine has open. true
 * after a message for each.
 */
bool handover_refuses_needed(const struct machine *machine, const struct pci_device *device);
bool handover_refuses_open(const struct machine *machine, const struct chosen *chosen);

/* Nobody stops the program between two steps from here on: ^C, SIGTERM, a lost terminal. */
void handover_hold_signals(void);

/* What became of a function, driver being what it has now. 0 or -ENOMEM. */
must_check int handover_add(struct handover *handover, const struct pci_device *device,
			    const char *word, const char *driver, const char *why, bool is_problem);

/*
 * Shows all, unless error is one already, and frees it. 0 with *status; negative errno, error if
 * it was one.
 */
must_check int handover_show(struct handover *handover, int error, enum status *status);

#endif
