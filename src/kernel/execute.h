/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out a plan. Touches no function that is not in the plan. One that fails never stops the
 * next; one that hangs stops only the process that touches it, and execution_skip() lets the next
 * process go on with the others.
 *
 * Relied on:
 *   driver_override limits a function to the driver of that name, and an empty line clears
 *     it (drivers/pci/pci-sysfs.c, driver_override_store(); drivers/base/driver.c,
 *     driver_set_override());
 *   a driver that registers takes all functions that match, one after the other
 *     (drivers/base/bus.c, bus_add_driver(), which makes the driver's directory before;
 *     drivers/base/dd.c, driver_attach()), and its module's load lasts as long;
 *   writing drivers_probe succeeds also when no driver takes the function (drivers/base/bus.c,
 *     drivers_probe_store()), so only the driver link tells;
 *   the override goes with its function: what comes next at this address has none
 *     (drivers/pci/probe.c, pci_release_dev());
 *   a function that was just plugged in matches no driver until pci_bus_add_device() allows it
 *     (drivers/pci/bus.c, match_driver), a moment after its add event: hence patience.
 *
 * About what hangs:
 *   a probe and a removal hold the function's device_lock (drivers/base/dd.c, __driver_attach(),
 *     __device_attach(), device_release_driver_internal()). A process that needs the lock waits in
 *     state D, where SIGKILL does not end it: writers of unbind and of drivers_probe; writers and
 *     readers of driver_override (drivers/pci/pci-sysfs.c, driver_override_show()) until Linux 7.1,
 *     which has a spinlock for it (drivers/base/bus.c), and the stable kernels with this change;
 *   the driver link is there before the probe begins and gone before the removal does
 *     (really_probe(), __device_release_driver(): driver_sysfs_add(), driver_sysfs_remove()), so
 *     it does not tell that a probe has ended. Links and modalias are read without the lock;
 *   power/control takes the lock before it looks at what is written, and then refuses an unknown
 *     word (drivers/base/power/sysfs.c, control_store()): so a write to it waits for a probe;
 *   loading a module again waits for the first load (kernel/module/main.c, add_unformed_module()):
 *     nothing here does this. The registered driver can be used meanwhile.
 */
#ifndef VFIO_PREBIND_EXECUTE_H
#define VFIO_PREBIND_EXECUTE_H

#include <stdbool.h>

#include "core/decision.h"
#include "core/match.h"
#include "core/outcome.h"
#include "core/report.h"
#include "kernel/fs.h"

/*
 * A plan that is being executed. It points to data made before the processes that share it; all
 * that they write is in this structure.
 */
struct execution {
	struct fs *fs;
	const struct matches *matches;
	const struct plan *plan;
	unsigned int patience; /* how often, in all, to probe what no driver takes at once again */
	bool hotplug;          /* a function may be removed, and another one have its address */
	size_t step;           /* in progress: the plan's actions, then settling */
	struct times times;
	struct outcome outcomes[]; /* one per match */
};

/* The size in bytes of an execution for these matches; zeroed memory is its initial state. */
size_t execution_size(const struct matches *matches);

/*
 * Does the remaining steps, from execution->step on. A step that fails is noted in the function's
 * outcome, and the function's later steps are skipped. Finally each wanted function is settled: if
 * it is not bound to its driver, it is released or held. With hotplug, what has replaced it
 * meanwhile keeps its driver, and it is gone: one of another kind is told by its ID, any other by
 * the override that it lacks. Functions that hung come last, since they may use up the remaining
 * time; if they no longer hang then, they are tried once more.
 */
void execution_run(struct execution *execution);

bool execution_is_over(const struct execution *execution);

/*
 * After the process that ran it was killed: notes error for the unfinished step and continues after
 * it. Its function is settled last, whatever its rule says. Takes no lock.
 */
void execution_skip(struct execution *execution, int error);

/* No time to bind more: the rest of the plan failed with error. Changes only memory. */
void execution_release(struct execution *execution, int error);

/*
 * Call once at the end: notes the driver of each wanted function. What is not settled is stuck.
 * Takes no lock.
 */
void execution_conclude(struct execution *execution);

#endif
