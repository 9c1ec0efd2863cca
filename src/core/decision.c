// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts matching and planning together. The order of the actions is the whole point: overrides
 * come before the module, so that nothing else can take a function in between; a driver loses its
 * function only when the new one is known to be there.
 */
#include "core/decision.h"

#include <errno.h>
#include <string.h>

#define ACTIONS_PER_MATCH 4

void plan_free(struct plan *plan)
{
	free(plan->list);
	memset(plan, 0, sizeof(*plan));
}

static void add_action(struct plan *plan, enum action_kind kind, size_t match, const char *driver)
{
	plan->list[plan->count++] = (struct action){ kind, match, driver };
}

static void add_for_each(struct plan *plan, const struct matches *matches, enum action_kind kind)
{
	size_t i;

	for (i = 0; i < matches->count; i++) {
		const struct match *match = &matches->list[i];

		if (match->verdict != VERDICT_WANTED)
			continue;
		if (kind == ACTION_UNBIND && !match->device->driver[0] && !match->arriving)
			continue;
		add_action(plan, kind, i, match->rule->driver);
	}
}

static bool is_loaded(const struct plan *plan, const char *driver)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->list[i].kind == ACTION_LOAD && !strcmp(plan->list[i].driver, driver))
			return true;
	return false;
}

static void add_loads(struct plan *plan, const struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->count; i++) {
		const struct match *match = &matches->list[i];

		if (match->verdict == VERDICT_WANTED && !is_loaded(plan, match->rule->driver))
			add_action(plan, ACTION_LOAD, i, match->rule->driver);
	}
}

int plan_build(const struct matches *matches, struct plan *plan)
{
	struct plan result = { 0 };

	result.list = calloc(matches->count * ACTIONS_PER_MATCH + 1, sizeof(*result.list));
	if (!result.list)
		return -ENOMEM;
	add_for_each(&result, matches, ACTION_OVERRIDE);
	add_loads(&result, matches);
	add_for_each(&result, matches, ACTION_UNBIND);
	add_for_each(&result, matches, ACTION_PROBE);
	*plan = result;
	return 0;
}

void inputs_free(struct inputs *inputs)
{
	config_free(&inputs->config);
	pci_devices_free(&inputs->devices);
	diagnostics_free(&inputs->errors);
}

int decision_make(const struct inputs *inputs, struct decision *decision)
{
	struct decision result = { 0 };
	struct config nothing = { 0 };
	int r = matches_find(inputs->cmdline.enable ? &inputs->config : &nothing, &inputs->devices,
			     &result.matches);

	if (!r && inputs->incomplete)
		matches_doubt(&result.matches);
	if (!r)
		r = plan_build(&result.matches, &result.plan);
	if (r) {
		decision_free(&result);
		return r;
	}
	*decision = result;
	return 0;
}

void decision_free(struct decision *decision)
{
	matches_free(&decision->matches);
	plan_free(&decision->plan);
}

bool rule_finds_nothing(const struct rule *rule, const struct pci_devices *devices)
{
	struct pci_range range = selector_range(&rule->selector, devices);
	size_t i;

	if (rule->exclude || rule_does_not_hold(rule, devices))
		return false;
	for (i = 0; i < range.count; i++)
		if (rule_selects(rule, devices, pci_at(&range, i)))
			return false;
	return true;
}

bool rule_does_not_hold(const struct rule *rule, const struct pci_devices *devices)
{
	struct pci_range range = selector_range(&rule->selector, devices);

	return !rule->exclude && selector_is_one_place(&rule->selector) && range.count &&
	       !rule_conditions_hold(rule, pci_at(&range, 0));
}
