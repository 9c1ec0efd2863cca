// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The steps of a plan: each writes to sysfs and reads the result back.
 */
#include "kernel/execute.h"

#include <errno.h>
#include <string.h>

#include "kernel/clock.h"
#include "kernel/log.h"
#include "kernel/modules.h"
#include "kernel/pci_driver.h"
#include "kernel/pci_function.h"

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

static void note(struct outcome *outcome, enum action_kind step, int r)
{
	if (!r || outcome->error)
		return;
	outcome->error = r;
	outcome->step = step;
}

static bool wants_driver(const struct match *match, const char *driver)
{
	return match->verdict == VERDICT_WANTED && !strcmp(match->rule->driver, driver);
}

/* One load, or its failure, is for all functions that want the driver. */
static void note_load(struct execution *execution, const char *driver, int r)
{
	const struct matches *matches = execution->matches;
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (wants_driver(&matches->list[i], driver))
			note(&execution->outcomes[i], ACTION_LOAD, r);
}

/* What has its address now is not what was decided about. */
static bool is_replaced(const struct execution *execution, const struct match *match,
			const struct outcome *outcome)
{
	char override[PCI_DRIVER_SIZE];

	if (!execution->hotplug)
		return false;
	if (outcome->error && outcome->step == ACTION_OVERRIDE)
		return outcome->error == -ENOENT || outcome->error == -ENODEV;
	return !pci_read_override(execution->fs, &match->device->address, override) &&
	       strcmp(override, match->rule->driver) != 0;
}

/*
 * What has come to its address since, of another kind, is given back. One of the same kind cannot
 * be told apart here: its own event will.
 */
static int set_override(const struct execution *execution, const struct match *match)
{
	struct pci_device now = { .address = match->device->address };
	struct fs *fs = execution->fs;
	int r = driver_set_override(fs, &now.address, match->rule->driver);

	if (r || !execution->hotplug || pci_read_identity(fs, &now) ||
	    pci_id_matches(&match->device->id, &now.id))
		return r;
	r = driver_release(fs, &now.address);
	return r ? r : -ENODEV;
}

static int do_action(struct execution *execution, const struct action *action)
{
	const struct match *match = &execution->matches->list[action->match];
	const struct pci_address *address = &match->device->address;
	struct fs *fs = execution->fs;

	switch (action->kind) {
	case ACTION_OVERRIDE:
		return set_override(execution, match);
	case ACTION_UNBIND:
		return driver_make_way(fs, address, action->driver,
				       execution->outcomes[action->match].unbound);
	case ACTION_PROBE:
		return driver_probe(fs, address, action->driver, &execution->patience);
	case ACTION_LOAD:
		break;
	}
	return 0;
}

static void run_action(struct execution *execution, const struct action *action)
{
	const struct match *match = &execution->matches->list[action->match];
	struct outcome *outcome = &execution->outcomes[action->match];
	struct fs *fs = execution->fs;

	if (action->kind == ACTION_LOAD) {
		note_load(execution, action->driver, load_driver(fs, action->driver));
		return;
	}
	if (outcome->error)
		return;
	if (action->kind == ACTION_PROBE && outcome->unproven) {
		driver_wait(fs, &match->device->address);
		outcome->unproven = false;
	}
	/* whether what is there now is in use, nobody has looked */
	if (action->kind == ACTION_UNBIND && is_replaced(execution, match, outcome))
		note(outcome, ACTION_PROBE, -ENODEV);
	else
		note(outcome, action->kind, do_action(execution, action));
}

/* Without its override it is released, even if the probe of its host driver hangs. */
static void settle_released(struct fs *fs, const struct pci_address *address,
			    struct outcome *outcome)
{
	outcome->state = driver_lift_override(fs, address) ? OUTCOME_STUCK : OUTCOME_RELEASED;
	if (outcome->state == OUTCOME_RELEASED)
		driver_offer_to_host(fs, address);
}

/* Whatever failed before. */
static void settle_bound(struct outcome *outcome)
{
	outcome->state = OUTCOME_BOUND;
	outcome->error = 0;
	outcome->step = 0;
	outcome->hung = outcome->unproven = false;
}

static void settle(const struct execution *execution, const struct match *match,
		   struct outcome *outcome)
{
	const struct pci_address *address = &match->device->address;
	struct fs *fs = execution->fs;
	const char *wanted = match->rule->driver;

	if (outcome->unproven)
		driver_wait(fs, address);
	if (driver_has(fs, address, wanted))
		settle_bound(outcome);
	else if (is_replaced(execution, match, outcome))
		outcome->state = OUTCOME_GONE;
	else if (match->rule->on_failure == ON_FAILURE_HOLD)
		outcome->state = driver_is_held(fs, address, wanted) ? OUTCOME_HELD : OUTCOME_STUCK;
	else
		settle_released(fs, address, outcome);
}

/* The match that a step after the plan settles: each in turn, then again those that hung. */
static size_t settled_match(const struct execution *execution, bool *again)
{
	size_t step = execution->step - execution->plan->count, count = execution->matches->count;

	*again = step >= count;
	return *again ? step - count : step;
}

/*
 * What outlasted its process may have ended by now: repeats the function's steps. It is not unbound
 * for a driver that could not be loaded.
 */
static void retry(struct execution *execution, size_t match)
{
	const struct match *wanted = &execution->matches->list[match];
	const struct plan *plan = execution->plan;
	size_t i;

	driver_wait(execution->fs, &wanted->device->address);
	if (!pci_has_driver(execution->fs, wanted->rule->driver))
		return;
	execution->outcomes[match].error = 0;
	execution->outcomes[match].unproven = false;
	for (i = 0; i < plan->count; i++)
		if (plan->list[i].match == match && plan->list[i].kind != ACTION_LOAD)
			run_action(execution, &plan->list[i]);
}

static void run_settling(struct execution *execution)
{
	bool again;
	size_t i = settled_match(execution, &again);
	struct outcome *outcome = &execution->outcomes[i];

	if (again && outcome->error == -ETIMEDOUT && outcome->hung &&
	    outcome->state == OUTCOME_OPEN)
		retry(execution, i);
	if (execution->matches->list[i].verdict == VERDICT_WANTED && outcome->hung == again &&
	    outcome->state == OUTCOME_OPEN)
		settle(execution, &execution->matches->list[i], outcome);
}

size_t execution_size(const struct matches *matches)
{
	return sizeof(struct execution) + matches->count * sizeof(struct outcome);
}

bool execution_is_over(const struct execution *execution)
{
	size_t actions = execution->plan->count;

	return !actions || execution->step >= actions + 2 * execution->matches->count;
}

void execution_run(struct execution *execution)
{
	const struct plan *plan = execution->plan;
	struct times *times = &execution->times;

	for (; !execution_is_over(execution); execution->step++) {
		size_t step = execution->step;
		uint64_t start = monotonic_us();
		uint64_t *us = &times->settle;

		if (step < plan->count) {
			us = &times->steps[plan->list[step].kind];
			run_action(execution, &plan->list[step]);
		} else {
			run_settling(execution);
		}
		*us += monotonic_us() - start;
	}
}

/* A registered driver can be used, but its load may be in the probe of any of the functions. */
static void skip_load(struct execution *execution, const char *driver, int error)
{
	const struct matches *matches = execution->matches;
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (wants_driver(&matches->list[i], driver))
			execution->outcomes[i].unproven = true;
	if (!pci_has_driver(execution->fs, driver))
		note_load(execution, driver, error);
}

static void skip_function(struct outcome *outcome, enum action_kind step, int error)
{
	note(outcome, step, error);
	outcome->hung = true;
	outcome->unproven = true;
}

static void skip_action(struct execution *execution, const struct action *action, int error)
{
	if (action->kind == ACTION_LOAD)
		skip_load(execution, action->driver, error);
	else
		skip_function(&execution->outcomes[action->match], action->kind, error);
}

void execution_skip(struct execution *execution, int error)
{
	const struct plan *plan = execution->plan;
	bool again;

	if (execution_is_over(execution))
		return;
	if (execution->step < plan->count)
		skip_action(execution, &plan->list[execution->step], error);
	else
		skip_function(&execution->outcomes[settled_match(execution, &again)], ACTION_PROBE,
			      error);
	execution->step++;
}

void execution_release(struct execution *execution, int error)
{
	const struct plan *plan = execution->plan;

	for (; execution->step < plan->count; execution->step++) {
		const struct action *action = &plan->list[execution->step];

		if (action->kind == ACTION_LOAD)
			note_load(execution, action->driver, error);
		else
			note(&execution->outcomes[action->match], action->kind, error);
	}
}

void execution_conclude(struct execution *execution)
{
	size_t i;

	for (i = 0; i < execution->matches->count; i++) {
		const struct match *match = &execution->matches->list[i];
		struct outcome *outcome = &execution->outcomes[i];

		if (match->verdict != VERDICT_WANTED)
			continue;
		if (outcome->state == OUTCOME_OPEN)
			outcome->state = OUTCOME_STUCK;
		if (outcome->state != OUTCOME_BOUND &&
		    !pci_is_there(execution->fs, &match->device->address))
			outcome->state = OUTCOME_GONE;
		if (pci_read_driver(execution->fs, &match->device->address, outcome->driver))
			outcome->driver[0] = '\0';
	}
}
