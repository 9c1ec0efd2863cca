// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Collects what import has found, and compares it with the configuration.
 */
#include "cli/import/translation.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/match.h"
#include "host/others/look.h"

bool import_has_problem(const struct import *import)
{
	size_t i;

	for (i = 0; i < import->settings.count; i++)
		if (import->settings.list[i].problem.length)
			return true;
	return false;
}

/* A rule for a missing device is settled only by the same text. */
static bool speaks_of(const struct rule *rule, const struct import_rule *wanted,
		      const struct pci_devices *devices)
{
	if (wanted->device)
		return rule_selects(rule, devices, wanted->device);
	return selector_equals(&rule->selector, &wanted->rule.selector) &&
	       !memcmp(&rule->id, &wanted->rule.id, sizeof(rule->id)) &&
	       rule->class_digits == wanted->rule.class_digits && rule->class == wanted->rule.class;
}

/* "!" wins over all, otherwise the last rule wins. The kernel command line may change. */
static void find_configured(struct import *import, struct import_rule *wanted)
{
	const struct config *config = &import->machine->inputs.config;
	size_t i;

	for (i = 0; i < config->count; i++) {
		const struct rule *rule = &config->rules[i];

		if (strcmp(rule->source.file, CMDLINE_NAME) &&
		    (!wanted->there || !wanted->there->exclude) &&
		    speaks_of(rule, wanted, &import->machine->inputs.devices))
			wanted->there = rule;
	}
	if (wanted->there && !wanted->there->exclude &&
	    strcmp(wanted->there->driver, wanted->rule.driver)) {
		setting_plain(&import->warnings, wanted->there->source.file,
			      strlen(wanted->there->source.file));
		text_printf(&import->warnings,
			    ":%u has driver=%s for a device that was given to %s\n",
			    wanted->there->source.line, wanted->there->driver, wanted->rule.driver);
	}
}

static bool has_no_effect_anywhere(const struct settings *settings)
{
	size_t i;

	for (i = 0; i < settings->count; i++)
		if (settings->list[i].ids.length && settings->list[i].no_effect.length)
			return true;
	return false;
}

/* Which of the lists in boot loader files the kernel gets is unknown. */
static void warn_of_ids(struct import *import)
{
	if (import->has_other_ids && !has_no_effect_anywhere(&import->settings))
		text_puts(&import->warnings,
			  "ids= of vfio-pci is set more than once, to different IDs: the kernel "
			  "reads only the last one and may not have taken all of these\n");
}

static void warn_of_no_effect(struct import *import)
{
	size_t i;

	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];

		if (!setting->no_effect.length || (setting->source == SETTING_CMDLINE &&
						   setting_is_in_file(&import->settings, setting)))
			continue;
		setting_place(setting, &import->warnings);
		text_printf(&import->warnings, ": %s has no effect: %s\n",
			    text_string(&setting->text), text_string(&setting->no_effect));
	}
}

static int texts_error(const struct import *import)
{
	size_t i;

	for (i = 0; i < import->rule_count; i++)
		if (text_error(&import->rules[i].sources) || text_error(&import->rules[i].notes))
			return -ENOMEM;
	return text_error(&import->warnings);
}

int import_look(struct import *import, struct machine *machine)
{
	size_t i;
	int r;

	import->machine = machine;
	r = settings_look(&import->settings, machine);
	if (r)
		return r;
	import_make_rules(import);
	import_look_for_blacklists(import);
	warn_of_no_effect(import);
	warn_of_ids(import);
	for (i = 0; i < import->rule_count; i++)
		find_configured(import, &import->rules[i]);
	import_explain(import);
	if (!import->error)
		import->error = import->settings.error;
	return import->error ? import->error : texts_error(import);
}

void import_free(struct import *import)
{
	size_t i;

	settings_free(&import->settings);
	for (i = 0; i < import->rule_count; i++) {
		text_free(&import->rules[i].sources);
		text_free(&import->rules[i].notes);
	}
	free(import->ids);
	free(import->rules);
	free(import->unexplained);
	text_free(&import->warnings);
}
