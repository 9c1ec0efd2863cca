// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A configuration of any bytes up to the plan, as the boot program reads it: that of an image,
 * which starts with "@image", or that of a host.
 */
#include "fuzz/fuzz.h"

static bool is_excluded(const struct inputs *inputs, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < inputs->config.count; i++)
		if (inputs->config.rules[i].exclude &&
		    rule_selects(&inputs->config.rules[i], &inputs->devices, device))
			return true;
	return false;
}

/* Whether the plan touches only functions that a rule wants, never an excluded one or a bridge. */
static void check_plan(const struct inputs *inputs, const struct decision *decision)
{
	size_t i;

	for (i = 0; i < decision->plan.count; i++) {
		const struct match *match = &decision->matches.list[decision->plan.list[i].match];

		HOLDS(match->verdict == VERDICT_WANTED);
		HOLDS(!pci_is_bridge(match->device));
		HOLDS(match->by_group || rule_conditions_hold(match->rule, match->device));
		HOLDS(!match->rule->exclude && !is_excluded(inputs, match->device));
		HOLDS(i == 0 || decision->plan.list[i - 1].kind <= decision->plan.list[i].kind);
	}
}

static void check_rules(const struct config *config)
{
	size_t i;

	HOLDS(config->count <= CONFIG_RULES_MAX);
	for (i = 0; i < config->count; i++)
		fuzz_check_rule(&config->rules[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct inputs inputs = { .cmdline.enable = true, .devices = *fuzz_devices() };
	struct decision decision;

	HOLDS(!config_add_file(&inputs.config, &inputs.errors, "f", text, size, CONFIG_IMAGE));
	HOLDS(!inputs.config.unreadable || inputs.errors.count);
	if (!size || *text != '@') /* an image quotes errors as it has them */
		fuzz_check_diagnostics(&inputs.errors);
	check_rules(&inputs.config);
	HOLDS(!decision_make(&inputs, &decision));
	check_plan(&inputs, &decision);
	decision_free(&decision);
	diagnostics_free(&inputs.errors);
	config_free(&inputs.config);
	return 0;
}
