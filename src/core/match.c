// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rules against functions. Pure; src/kernel/execute.c executes what is decided here.
 */
#include "core/match.h"

#include <errno.h>
#include <string.h>

/* The rules that concern one function. */
struct candidates {
	const struct rule *direct;   /* the last that names it and matches */
	const struct rule *group;    /* the last that reaches it through its group */
	const struct rule *mismatch; /* the last that names its place but does not match */
	const struct rule *exclude;  /* the last "!", */
	bool is_forbidden;           /* one that somebody wrote */
	bool is_unsure; /* a later rule, which wants no group, may match: its serial= is unknown */
	bool named;     /* some rule names its vendor and device */
	bool placed;    /* some rule names its slot, */
	bool one_place; /* its function */
};

void matches_free(struct matches *matches)
{
	free(matches->list);
	memset(matches, 0, sizeof(*matches));
}

/*
 * For a pinned rule the result of the search for its card decides: if the card was not found, the
 * rule matches nothing. A number that cannot be read may be the one of a "!".
 */
static bool serial_holds(const struct rule *rule, const struct pci_device *device)
{
	enum identity_fate fate = rule->identity.fate;

	if (fate != IDENTITY_OPEN)
		return rule->exclude || (fate != IDENTITY_MISSING && fate != IDENTITY_UNKNOWN);
	if (!rule->serial)
		return true;
	if (device->serial_state == PCI_SERIAL_KNOWN)
		return device->serial == rule->serial;
	return rule->exclude && device->serial_state == PCI_SERIAL_UNKNOWN;
}

bool rule_conditions_hold(const struct rule *rule, const struct pci_device *device)
{
	unsigned int shift = (6 - rule->class_digits) * 4;

	if (rule->class_digits && device->class >> shift != rule->class)
		return false;
	return pci_id_matches(&rule->id, &device->id) && serial_holds(rule, device);
}

bool rule_names_id(const struct rule *rule)
{
	const struct pci_id *selector = &rule->selector.id;

	return (selector->vendor != PCI_ANY && selector->device != PCI_ANY) ||
	       (rule->id.vendor != PCI_ANY && rule->id.device != PCI_ANY);
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
	if (!selector_matches(&rule->selector, devices, device) ||
	    (rule->vfs.count && device->is_virtual)) /* of the same ID */
		return;
	if (!rule_conditions_hold(rule, device)) {
		if (!rule->exclude && selector_is_one_place(&rule->selector))
			found->mismatch = rule;
		found->is_unsure |= rule->serial && !rule->exclude && !rule->group &&
				    device->serial_state == PCI_SERIAL_UNKNOWN;
		return;
	}
	if (rule->exclude) {
		found->exclude = rule;
		found->is_forbidden |= !rule->is_own;
		return;
	}
	found->direct = rule;
	found->is_unsure = false;
	found->named |= rule_names_id(rule);
	found->placed |= rule->selector.kind != SELECTOR_ID;
	found->one_place |= selector_is_one_place(&rule->selector);
}

/* Whether the function was named with group=yes, and may be taken itself. */
static bool asks_for_group(const struct pci_device *device, const struct candidates *found)
{
	return found->direct && found->direct->group && !found->exclude && !found->is_unsure &&
	       device->group >= 0 && !pci_is_bridge(device);
}

/* The last rule that reaches all endpoints of a group, or NULL. */
static const struct rule *find_group_rule(const struct pci_range *group,
					  const struct pci_devices *devices,
					  const struct candidates *found)
{
	const struct rule *last = NULL;
	size_t i;

	for (i = 0; i < group->count; i++) {
		const struct pci_device *device = pci_at(group, i);
		const struct candidates *origin = &found[device - devices->list];

		if (asks_for_group(device, origin) && (!last || origin->direct > last))
			last = origin->direct;
	}
	return last;
}

/* Adds the other endpoints of each group that a rule asks for. */
static void spread(const struct pci_devices *devices, struct candidates *found)
{
	struct pci_range all = pci_devices_all(devices, PCI_BY_GROUP), group;
	size_t i, k;

	for (i = 0; i < all.count; i += group.count) {
		const struct rule *rule;

		group = pci_devices_range(devices, PCI_BY_GROUP, pci_at(&all, i));
		rule = find_group_rule(&group, devices, found);
		for (k = 0; rule && k < group.count; k++)
			if (!pci_has_bridge_class(pci_at(&group, k)))
				found[pci_at(&group, k) - devices->list].group = rule;
	}
}

/* A rule for a whole vendor, class or slot skips bridges: that is as configured. */
static enum verdict judge_bridge(const struct pci_device *device, const struct candidates *found)
{
	if (pci_is_bridge(device))
		return found->named || found->one_place ? VERDICT_BRIDGE : VERDICT_PASSED;
	return found->named || found->placed ? VERDICT_WANTED : VERDICT_PASSED;
}

/* The image has rules for the other members, unless the groups were unknown when it was built. */
static bool closes_group(const struct identity *identity)
{
	return identity->is_set && !identity->is_open;
}

static enum verdict judge(const struct pci_device *device, const struct candidates *found,
			  const struct rule *rule)
{
	enum verdict verdict = pci_has_bridge_class(device) ? judge_bridge(device, found)
							    : VERDICT_WANTED;

	if (found->is_forbidden || (found->exclude && !rule->vfs.count))
		return VERDICT_EXCLUDED;
	if (verdict != VERDICT_WANTED)
		return verdict;
	if (rule->vfs.count)
		return VERDICT_KEPT;
	if (device->detail != PCI_READ)
		return VERDICT_DOUBT;
	if (!strcmp(device->driver, RULE_DRIVER_DEFAULT) || !strcmp(device->driver, rule->driver))
		return VERDICT_ALREADY;
	if (pci_is_storage(device) && !found->named)
		return VERDICT_STORAGE;
	if (!found->direct && closes_group(&rule->identity))
		return VERDICT_NEWCOMER;
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

/* All functions that the rule concerns. */
static void consider_range(const struct rule *rule, const struct pci_devices *devices,
			   struct candidates *found)
{
	struct pci_range range = selector_range(&rule->selector, devices);
	size_t i;

	for (i = 0; i < range.count; i++)
		consider(rule, devices, pci_at(&range, i),
			 &found[pci_at(&range, i) - devices->list]);
}

int matches_find(const struct config *config, const struct pci_devices *devices,
		 struct matches *matches)
{
	cleanup_free struct candidates *found = calloc(devices->count + 1, sizeof(*found));
	struct matches result = { calloc(devices->count + 1, sizeof(*result.list)), 0 };
	size_t i;

	if (!found || !result.list) {
		free(result.list);
		return -ENOMEM;
	}
	for (i = 0; i < config->count; i++)
		consider_range(&config->rules[i], devices, found);
	spread(devices, found);
	for (i = 0; i < devices->count; i++)
		result.count += decide(&devices->list[i], &found[i], &result.list[result.count]);
	*matches = result;
	return 0;
}

void matches_doubt(struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].verdict == VERDICT_WANTED ||
		    matches->list[i].verdict == VERDICT_KEPT)
			matches->list[i].verdict = VERDICT_DOUBT;
}

bool verdict_is_problem(enum verdict verdict)
{
	return verdict == VERDICT_BRIDGE || verdict == VERDICT_MISMATCH ||
	       verdict == VERDICT_STORAGE || verdict == VERDICT_BUSY ||
	       verdict == VERDICT_NEWCOMER || verdict == VERDICT_DOUBT;
}
