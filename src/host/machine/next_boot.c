// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts host and next boot together for the reading verbs.
 */
#include "host/machine/next_boot.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"

int outlook_open(struct outlook *outlook, const char *sysroot)
{
	int r;

	memset(outlook, 0, sizeof(*outlook));
	r = host_open(&outlook->host, sysroot);
	if (r)
		return r;
	r = host_next_boot(&outlook->host, &outlook->next, &outlook->decision, &outlook->warnings);
	if (!r)
		outlook->outcomes =
			calloc(outlook->decision.matches.count + 1, sizeof(*outlook->outcomes));
	if (!r && !outlook->outcomes)
		r = -ENOMEM;
	if (r)
		complain("cannot work out what the next boot will do: %s", error_text(r));
	return r;
}

int outlook_as_configured(struct outlook *outlook)
{
	int r;

	if (outlook->next.cmdline.enable)
		return 0;
	outlook->next.cmdline.enable = true;
	decision_free(&outlook->decision);
	free(outlook->outcomes);
	outlook->outcomes = NULL;
	r = decision_make(&outlook->next, &outlook->decision);
	if (r)
		return r;
	outlook->outcomes = calloc(outlook->decision.matches.count + 1, sizeof(*outlook->outcomes));
	return outlook->outcomes ? 0 : -ENOMEM;
}

void outlook_close(struct outlook *outlook)
{
	free(outlook->outcomes);
	decision_free(&outlook->decision);
	inputs_free(&outlook->next);
	diagnostics_free(&outlook->warnings);
	host_close(&outlook->host);
}

const struct match *outlook_match(const struct outlook *outlook, const struct pci_address *address)
{
	const struct matches *matches = &outlook->decision.matches;
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (!pci_address_compare(&matches->list[i].device->address, address))
			return &matches->list[i];
	return NULL;
}

bool outlook_is_first_run(const struct outlook *outlook)
{
	return !outlook->next.config.count && !outlook->next.errors.count;
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
static void complain_warnings(const struct outlook *outlook)
{
	size_t i;

	for (i = 0; i < outlook->warnings.count; i++) {
		struct diagnostics one = { &outlook->warnings.list[i], 1 };

		if (!is_said_already(&outlook->next.errors, one.list))
			complain_all("warning", &one);
	}
}

static void complain_unmatched(const struct outlook *outlook)
{
	const struct inputs *next = &outlook->next;
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

void outlook_complain(const struct outlook *outlook)
{
	complain_all("warning", &outlook->host.warnings);
	complain_all("error", &outlook->next.errors);
	complain_warnings(outlook);
	if (outlook->next.cmdline.enable)
		complain_unmatched(outlook);
	if (!outlook->host.inputs.cmdline.enable)
		complain("vfio_prebind.enable=0 on the kernel command line: with it every "
			 "function is left to its host driver");
}
