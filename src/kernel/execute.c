// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The steps of a plan, each a write to sysfs and a look at what came of it.
 */
#include "kernel/execute.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "kernel/log.h"
#include "kernel/modules.h"
#include "kernel/pci_scan.h"

#define DEVICES "sys/bus/pci/devices"
#define CLEAR_ATTEMPTS 3

uint64_t monotonic_us(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return 0;
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static int write_override(struct fs *fs, const struct pci_address *address, const char *text)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];
	int r;

	pci_address_format(address, name);
	r = fs_path(path, DEVICES "/%s/driver_override", name);
	return r ? r : fs_write(fs, path, text);
}

static int write_probe(struct fs *fs, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(address, name);
	return fs_write(fs, "sys/bus/pci/drivers_probe", name);
}

static bool has_driver(struct fs *fs, const struct pci_address *address, const char *driver)
{
	char now[PCI_DRIVER_SIZE];

	return !pci_read_driver(fs, address, now) && !strcmp(now, driver);
}

static void log_module(void *data, int priority, const char *text)
{
	(void)data; /* the log has no state of its own */
	log_line((enum log_level)priority, "libkmod: %s", text);
}

static int load_driver(struct fs *fs, const char *driver)
{
	int r;

	if (pci_has_driver(fs, driver))
		return 0;
	r = module_load(driver, log_module, NULL);
	if (pci_has_driver(fs, driver))
		return 0;
	return r ? r : -ENODEV;
}

static int unbind(struct fs *fs, const struct pci_address *address, const char *wanted)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE], driver[PCI_DRIVER_SIZE];
	int r = pci_read_driver(fs, address, driver);

	if (r || !driver[0] || !strcmp(driver, wanted))
		return r;
	pci_address_format(address, name);
	r = fs_path(path, "sys/bus/pci/drivers/%s/unbind", driver);
	if (!r)
		r = fs_write(fs, path, name);
	if (has_driver(fs, address, ""))
		return 0;
	return r ? r : -EBUSY;
}

int unbind_device(struct fs *fs, const struct pci_address *address)
{
	return unbind(fs, address, "");
}

static int probe(struct fs *fs, const struct pci_address *address, const char *wanted)
{
	int r;

	if (has_driver(fs, address, wanted))
		return 0;
	r = write_probe(fs, address);
	if (has_driver(fs, address, wanted))
		return 0;
	return r ? r : -ENODEV;
}

static void note(struct outcome *outcome, enum action_kind step, int r)
{
	if (!r || outcome->error)
		return;
	outcome->error = r;
	outcome->step = step;
}

/* One load serves every function that wants the driver, and so does its failure. */
static void note_for_all(const struct matches *matches, const char *driver, int r,
			 struct outcome *outcomes)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].verdict == VERDICT_WANTED &&
		    !strcmp(matches->list[i].rule->driver, driver))
			note(&outcomes[i], ACTION_LOAD, r);
}

static void load_for_all(struct fs *fs, const struct matches *matches, const char *driver,
			 struct outcome *outcomes)
{
	note_for_all(matches, driver, load_driver(fs, driver), outcomes);
}

static int execute_action(struct fs *fs, const struct pci_address *address,
			  const struct action *action)
{
	switch (action->kind) {
	case ACTION_OVERRIDE:
		return write_override(fs, address, action->driver);
	case ACTION_UNBIND:
		return unbind(fs, address, action->driver);
	case ACTION_PROBE:
		return probe(fs, address, action->driver);
	case ACTION_LOAD:
		break;
	}
	return 0;
}

void execute_plan(struct fs *fs, const struct matches *matches, const struct plan *plan,
		  struct outcome *outcomes, struct progress *progress)
{
	for (; progress->done < plan->count; progress->done++) {
		const struct action *action = &plan->list[progress->done];
		struct outcome *outcome = &outcomes[action->match];
		uint64_t start = monotonic_us();

		if (action->kind == ACTION_LOAD)
			load_for_all(fs, matches, action->driver, outcomes);
		else if (!outcome->error)
			note(outcome, action->kind,
			     execute_action(fs, &matches->list[action->match].device->address,
					    action));
		progress->us[action->kind] += monotonic_us() - start;
	}
}

static size_t first_open(const struct matches *matches, const struct outcome *outcomes)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].verdict == VERDICT_WANTED && outcomes[i].state == OUTCOME_OPEN)
			break;
	return i;
}

size_t blame_cut(const struct matches *matches, const struct plan *plan, struct progress *progress,
		 int error, struct outcome *outcomes)
{
	const struct action *action = &plan->list[progress->done];

	if (progress->done == plan->count)
		return first_open(matches, outcomes);
	if (action->kind == ACTION_LOAD)
		note_for_all(matches, action->driver, error, outcomes);
	else
		note(&outcomes[action->match], action->kind, error);
	progress->done++;
	return action->match;
}

/* Must not fail for a passing reason: a function with an override has no host driver. */
static int clear_override(struct fs *fs, const struct pci_address *address)
{
	int attempts = CLEAR_ATTEMPTS, r;

	do
		r = write_override(fs, address, "\n");
	while (r && --attempts && pci_is_there(fs, address));
	return r;
}

/* One that was never set needs no clearing: what failed to set it fails to clear it too. */
static bool has_no_override(struct fs *fs, const struct pci_address *address)
{
	char override[PCI_DRIVER_SIZE];

	return !pci_read_override(fs, address, override) && !override[0];
}

int release_device(struct fs *fs, const struct pci_address *address)
{
	int r = clear_override(fs, address);

	if (r && !pci_is_there(fs, address)) /* and its override is gone with it */
		return 0;
	if (r && has_no_override(fs, address))
		r = 0;
	if (r || !has_driver(fs, address, ""))
		return r;
	(void)write_probe(fs, address); /* the host driver may come later: nothing to do then */
	return 0;
}

static bool is_held(struct fs *fs, const struct pci_address *address, const char *wanted)
{
	char override[PCI_DRIVER_SIZE];

	return has_driver(fs, address, "") && !pci_read_override(fs, address, override) &&
	       !strcmp(override, wanted);
}

static void settle(struct fs *fs, const struct match *match, struct outcome *outcome)
{
	const struct pci_address *address = &match->device->address;
	const char *wanted = match->rule->driver;

	if (has_driver(fs, address, wanted)) {
		*outcome = (struct outcome){ .state = OUTCOME_BOUND };
	} else if (match->rule->on_failure == ON_FAILURE_HOLD) {
		outcome->state = is_held(fs, address, wanted) ? OUTCOME_HELD : OUTCOME_STUCK;
	} else {
		outcome->state = release_device(fs, address) ? OUTCOME_STUCK : OUTCOME_RELEASED;
	}
	if (outcome->state != OUTCOME_BOUND && !pci_is_there(fs, address))
		outcome->state = OUTCOME_GONE;
	if (pci_read_driver(fs, address, outcome->driver))
		outcome->driver[0] = '\0';
}

void settle_plan(struct fs *fs, const struct matches *matches, struct outcome *outcomes,
		 size_t last)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (i != last && matches->list[i].verdict == VERDICT_WANTED)
			settle(fs, &matches->list[i], &outcomes[i]);
	if (last < matches->count)
		settle(fs, &matches->list[last], &outcomes[last]);
}
