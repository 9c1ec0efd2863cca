// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lines of the boot stage in the kernel log.
 */
#include "boot/announce.h"

#include "core/error.h"
#include "core/report.h"
#include "core/text.h"
#include "kernel/log.h"

/* Lines about bad input in the kernel log; the report has all of them. */
#define LOGGED_ERRORS_MAX 20

static void log_errors(const struct diagnostics *errors)
{
	size_t i;

	for (i = 0; i < errors->count && i < LOGGED_ERRORS_MAX; i++) {
		struct text line = { 0 };

		diagnostic_format(&errors->list[i], &line);
		log_line(LOG_LEVEL_WARNING, "%s", text_string(&line));
		text_free(&line);
	}
	if (i < errors->count)
		log_line(LOG_LEVEL_WARNING, "%u more errors in /" REPORT_DIRECTORY "/" REPORT_NAME,
			 (unsigned int)(errors->count - i));
}

static void log_match(const struct match *match, const struct outcome *outcome)
{
	bool problem = outcome_is_problem(match, outcome);
	struct text line = { 0 };

	outcome_describe(match, outcome, NULL, &line);
	log_line(problem ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, "%s", text_string(&line));
	text_free(&line);
}

/* Whether a line about the function at the rule's place names this rule already. */
static bool is_logged(const struct rule *rule, const struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].rule == rule)
			return true;
	return false;
}

static void log_idle_rules(const struct inputs *inputs, const struct matches *matches)
{
	size_t i;

	for (i = 0; !inputs->no_devices && i < inputs->config.count; i++) {
		const struct rule *rule = &inputs->config.rules[i];
		bool does_not_hold = rule_does_not_hold(rule, &inputs->devices);
		struct text line = { 0 };

		if ((!does_not_hold && !rule_finds_nothing(rule, &inputs->devices)) ||
		    is_logged(rule, matches))
			continue;
		rule_format(rule, &line);
		text_puts(&line, does_not_hold ? ": the device there does not match"
					       : ": matches no function");
		source_explain(&rule->source, &line);
		log_line(LOG_LEVEL_WARNING, "%s", text_string(&line));
		text_free(&line);
	}
}

static const char *const action_words[] = {
	[ACTION_OVERRIDE] = "override",
	[ACTION_LOAD] = "load",
	[ACTION_UNBIND] = "unbind",
	[ACTION_PROBE] = "probe",
};

static void debug_rule(const struct rule *rule, const struct pci_device *device)
{
	char address[PCI_ADDRESS_SIZE];
	struct text line = { 0 };

	pci_address_format(&device->address, address);
	rule_format(rule, &line);
	source_explain(&rule->source, &line);
	log_line(LOG_LEVEL_DEBUG, "%s %s: %s", address,
		 rule_conditions_hold(rule, device) ? "matches" : "does not meet the conditions of",
		 text_string(&line));
	text_free(&line);
}

static void debug_decision(const struct inputs *inputs, const struct decision *decision)
{
	const struct pci_devices *devices = &inputs->devices;
	size_t i, rule;

	if (!inputs->cmdline.debug)
		return;
	for (i = 0; i < devices->count; i++)
		for (rule = 0; rule < inputs->config.count; rule++)
			if (selector_matches(&inputs->config.rules[rule].selector, devices,
					     &devices->list[i]))
				debug_rule(&inputs->config.rules[rule], &devices->list[i]);
	for (i = 0; i < decision->plan.count; i++) {
		const struct action *action = &decision->plan.list[i];
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&decision->matches.list[action->match].device->address, address);
		log_line(LOG_LEVEL_DEBUG, "step %u: %s %s for %s", (unsigned int)i + 1,
			 action_words[action->kind], action->driver, address);
	}
}

void announce(const struct inputs *inputs, const struct decision *decision,
	      const struct outcome *outcomes, int cut)
{
	size_t i;

	debug_decision(inputs, decision);
	if (cut)
		log_line(LOG_LEVEL_ERROR, "a step did not finish: %s", error_text(cut));
	log_errors(&inputs->errors);
	if (!inputs->cmdline.enable) {
		log_line(LOG_LEVEL_NOTICE,
			 "vfio_prebind.enable=0: every function is left to its host driver");
		return;
	}
	for (i = 0; i < decision->matches.count; i++)
		log_match(&decision->matches.list[i], &outcomes[i]);
	log_idle_rules(inputs, &decision->matches);
}
