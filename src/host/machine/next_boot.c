// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts host and next boot together for the reading verbs.
 */
#include "host/machine/next_boot.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"

int next_boot_open(struct next_boot *next_boot, const char *sysroot)
{
	int r;

	memset(next_boot, 0, sizeof(*next_boot));
	r = machine_open(&next_boot->machine, sysroot);
	if (r)
		return r;
	r = next_boot_decide(&next_boot->machine, &next_boot->inputs, &next_boot->decision,
			     &next_boot->warnings);
	if (!r)
		next_boot->outcomes =
			calloc(next_boot->decision.matches.count + 1, sizeof(*next_boot->outcomes));
	if (!r && !next_boot->outcomes)
		r = -ENOMEM;
	if (r)
		complain("cannot work out what the next boot will do: %s", error_text(r));
	return r;
}

int next_boot_as_configured(struct next_boot *next_boot)
{
	int r;

	if (next_boot->inputs.cmdline.enable)
		return 0;
	next_boot->inputs.cmdline.enable = true;
	decision_free(&next_boot->decision);
	free(next_boot->outcomes);
	next_boot->outcomes = NULL;
	r = decision_make(&next_boot->inputs, &next_boot->decision);
	if (r)
		return r;
	next_boot->outcomes =
		calloc(next_boot->decision.matches.count + 1, sizeof(*next_boot->outcomes));
	return next_boot->outcomes ? 0 : -ENOMEM;
}

void next_boot_close(struct next_boot *next_boot)
{
	free(next_boot->outcomes);
	decision_free(&next_boot->decision);
	inputs_free(&next_boot->inputs);
	diagnostics_free(&next_boot->warnings);
	machine_close(&next_boot->machine);
}

const struct match *next_boot_match(const struct next_boot *next_boot,
				    const struct pci_address *address)
{
	const struct matches *matches = &next_boot->decision.matches;
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (!pci_address_compare(&matches->list[i].device->address, address))
			return &matches->list[i];
	return NULL;
}

bool next_boot_is_first_run(const struct next_boot *next_boot)
{
	return !next_boot->inputs.config.count && !next_boot->inputs.errors.count;
}

static bool is_said_already(const struct diagnostics *said, const struct diagnostic *entry)
{
	size_t i;

	for (i = 0; i < said->count; i++)
		if (said->list[i].line == entry->line && !strcmp(said->list[i].file, entry->file) &&
		    !strcmp(said->list[i].text, entry->text))
			return true;
	return false;
}

/* What is left out of the image is an error of the next boot too: once is enough. */
static void complain_warnings(const struct next_boot *next_boot)
{
	size_t i;

	for (i = 0; i < next_boot->warnings.count; i++) {
		struct diagnostics one = { &next_boot->warnings.list[i], 1 };

		if (!is_said_already(&next_boot->inputs.errors, one.list))
			complain_all("warning", &one);
	}
}

static void complain_unmatched(const struct next_boot *next_boot)
{
	const struct inputs *next = &next_boot->inputs;
	size_t i;

	for (i = 0; !next->no_devices && i < next->config.count; i++) {
		const struct rule *rule = &next->config.rules[i];
		struct text line = { 0 };

		if (!rule_finds_nothing(rule, &next->devices))
			continue;
		text_puts(&line, rule->source.file);
		if (rule->source.line)
			text_printf(&line, ":%u", rule->source.line);
		text_puts(&line, ": no such function here: ");
		rule_format(rule, &line);
		complain("warning: %s", text_string(&line));
		text_free(&line);
	}
}

void next_boot_complain(const struct next_boot *next_boot)
{
	complain_all("warning", &next_boot->machine.warnings);
	complain_all("error", &next_boot->inputs.errors);
	complain_warnings(next_boot);
	if (next_boot->inputs.cmdline.enable)
		complain_unmatched(next_boot);
	if (!next_boot->machine.inputs.cmdline.enable)
		complain("vfio_prebind.enable=0 on the kernel command line: with it every "
			 "function is left to its host driver");
}
