// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts matching and planning together.
 */
#include "core/decision.h"

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
