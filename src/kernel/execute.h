/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out a plan: the only code that writes to /sys/bus/pci. Touches no function that
 * is not in the plan, and one that fails never stops the next.
 *
 * Relied on:
 *   driver_override limits a function to the driver of that name, and an empty line clears
 *     it (drivers/pci/pci-sysfs.c, driver_override_store(); drivers/base/driver.c,
 *     driver_set_override());
 *   a driver that registers takes all functions that match (drivers/base/dd.c, driver_attach());
 *   writing drivers_probe succeeds also when no driver takes the function (drivers/base/bus.c,
 *     drivers_probe_store()), so only the driver link tells.
 */
#ifndef VFIO_PREBIND_EXECUTE_H
#define VFIO_PREBIND_EXECUTE_H

#include <stdint.h>

#include "core/match.h"
#include "core/outcome.h"
#include "core/plan.h"
#include "kernel/fs.h"

/* Microseconds of CLOCK_MONOTONIC; 0 when there is no such clock. */
uint64_t monotonic_us(void);

/* How far execute_plan() came; zeroed by the caller at first, who may be another process. */
struct progress {
	size_t done;                   /* actions of the plan that have ended */
	uint64_t us[ACTION_PROBE + 1]; /* the time that the steps of each kind took */
};

/*
 * Carries out the plan from the step progress->done on. outcomes has an element for each match,
 * zeroed by the caller at first; a step that fails is noted there and the function's later steps
 * are left out.
 */
void execute_plan(struct fs *fs, const struct matches *matches, const struct plan *plan,
		  struct outcome *outcomes, struct progress *progress);

/*
 * After the work was cut off: notes error for the step that had not ended, and goes on behind it.
 * Returns the match whose step it was; when all steps had ended, the first that is not settled, or
 * the count of the matches. Only looks at memory.
 */
size_t blame_cut(const struct matches *matches, const struct plan *plan, struct progress *progress,
		 int error, struct outcome *outcomes);

/*
 * Looks what each wanted function has now, and releases or holds those that do not have their
 * driver; starts from what the kernel says. The match of index last comes last, since a function
 * whose step did not end may block whoever touches it; the count of the matches: none.
 */
void settle_plan(struct fs *fs, const struct matches *matches, struct outcome *outcomes,
		 size_t last);

/* The two halves of release, for one function: clears the override, probes. 0 or negative errno. */
must_check int release_device(struct fs *fs, const struct pci_address *address);

/* Takes the function from whatever driver has it. 0, also when none has; negative errno. */
must_check int unbind_device(struct fs *fs, const struct pci_address *address);

#endif
