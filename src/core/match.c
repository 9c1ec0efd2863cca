// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rules against functions. Pure; what is decided here is carried out in src/kernel/execute.c.
 */
#include "core/match.h"

#include <errno.h>
#include <string.h>

/* The rules that speak of one function. */
struct candidates {
	const struct rule *direct;   /* the last that names it and holds */
	const struct rule *group;    /* the last that reaches it through its group */
	const struct rule *mismatch; /* the last that names its place but does not hold */
	const struct rule *exclude;  /* the last "!" */
	bool named;                  /* some rule names its vendor and device */
};

void matches_free(struct matches *matches)
{
	free(matches->list);
	memset(matches, 0, sizeof(*matches));
}

bool rule_selects(const struct rule *rule, const struct pci_devices *devices,
		  const struct pci_device *device)
{
	if (!selector_matches(&rule->selector, devices, device))
		return false;
	return rule_conditions_hold(rule, device);
}

static void consider(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device, struct candidates *found)
{
	if (!selector_matches(&rule->selector, devices, device))
		return;
	if (!rule_conditions_hold(rule, device)) {
		if (!rule->exclude && selector_is_one_place(&rule->selector))
			found->mismatch = rule;
		return;
	}
	if (rule->exclude) {
		found->exclude = rule;
		return;
	}
	found->direct = rule;
	found->named |= rule_names_id(rule);
}

/* Reaches the other endpoints of a group from a function that was named and may be taken. */
static void spread(const struct pci_devices *devices, size_t origin, struct candidates *found)
{
	const struct candidates *source = &found[origin];
	int group = devices->list[origin].group;
	size_t i;

	if (!source->direct || !source->direct->group || source->exclude || group < 0 ||
	    pci_is_bridge(&devices->list[origin]))
		return;
	for (i = 0; i < devices->count; i++)
		if (devices->list[i].group == group && !pci_is_bridge(&devices->list[i]) &&
		    (!found[i].group || found[i].group < source->direct))
			found[i].group = source->direct;
}

static enum verdict judge(const struct pci_device *device, const struct candidates *found,
			  const struct rule *rule)
{
	if (pci_is_bridge(device))
		return VERDICT_BRIDGE;
	if (found->exclude)
		return VERDICT_EXCLUDED;
	if (!strcmp(device->driver, RULE_DRIVER_DEFAULT) || !strcmp(device->driver, rule->driver))
		return VERDICT_ALREADY;
	if (pci_is_storage(device) && !found->named)
		return VERDICT_STORAGE;
	if (device->driver[0] && !rule->take_builtin)
		return VERDICT_BUSY;
	return VERDICT_WANTED;
}

static bool decide(const struct pci_device *device, const struct candidates *found,
		   struct match *match)
{
	const struct rule *rule = found->direct ? found->direct : found->group;

	*match = (struct match){ .device = device, .rule = rule, .wanted_by = rule };
	match->by_group = !found->direct && found->group;
	if (!rule) {
		match->rule = match->wanted_by = found->mismatch;
		match->verdict = VERDICT_MISMATCH;
		return found->mismatch;
	}
	match->verdict = judge(device, found, rule);
	if (match->verdict == VERDICT_EXCLUDED)
		match->rule = found->exclude;
	return true;
}

int matches_find(const struct config *config, const struct pci_devices *devices,
		 struct matches *matches)
{
	cleanup_free struct candidates *found = calloc(devices->count + 1, sizeof(*found));
	struct matches result = { calloc(devices->count + 1, sizeof(*result.list)), 0 };
	size_t i, rule;

	if (!found || !result.list) {
		free(result.list);
		return -ENOMEM;
	}
	for (i = 0; i < devices->count; i++)
		for (rule = 0; rule < config->count; rule++)
			consider(&config->rules[rule], devices, &devices->list[i], &found[i]);
	for (i = 0; i < devices->count; i++)
		spread(devices, i, found);
	for (i = 0; i < devices->count; i++)
		result.count += decide(&devices->list[i], &found[i], &result.list[result.count]);
	*matches = result;
	return 0;
}

void matches_doubt(struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].verdict == VERDICT_WANTED)
			matches->list[i].verdict = VERDICT_DOUBT;
}

bool verdict_is_problem(enum verdict verdict)
{
	return verdict == VERDICT_MISMATCH || verdict == VERDICT_STORAGE ||
	       verdict == VERDICT_BUSY || verdict == VERDICT_DOUBT;
}
