// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Warnings and errors of the next boot, on standard error.
 */
#include "host/show/complaints.h"

#include <string.h>

#include "host/machine/iommu_next.h"

static bool is_said_already(const struct diagnostics *said, const struct diagnostic *entry)
{
	size_t i;

	for (i = 0; i < said->count; i++)
		if (said->list[i].line == entry->line && !strcmp(said->list[i].file, entry->file) &&
		    !strcmp(said->list[i].text, entry->text))
			return true;
	return false;
}

/* A rule left out of the image is also an error of the next boot: print it once. */
static void complain_warnings(const struct next_boot *next_boot)
{
	size_t i;

	for (i = 0; i < next_boot->warnings.count; i++) {
		struct diagnostics one = { &next_boot->warnings.list[i], 1 };

		if (!is_said_already(&next_boot->inputs.errors, one.list))
			complain_all("warning", &one);
	}
}

/* The rule matches no function, or one that comes too late. */
static void explain_unmatched(const struct machine *machine, const struct rule *rule,
			      struct text *out)
{
	const struct pci_device *device = machine_find_late(machine, rule);
	char address[PCI_ADDRESS_SIZE];

	text_puts(out, rule->source.file);
	if (rule->source.line)
		text_printf(out, ":%u", rule->source.line);
	if (!device) {
		text_puts(out, ": ");
		rule_format(rule, out);
		text_puts(out, ": matches no function");
		return;
	}
	pci_address_format(&device->address, address);
	text_printf(out, ": %s ", address);
	late_explain(machine_late(machine, device), out);
}

/* What the rule names comes later, and something is decided about it then. */
static bool is_for_later(const struct next_boot *next_boot, const struct rule *rule)
{
	const struct pci_device *device = machine_find_late(&next_boot->machine, rule);

	return device && next_boot_match_late(next_boot, device);
}

static void complain_unmatched(const struct next_boot *next_boot)
{
	const struct inputs *next = &next_boot->inputs;
	size_t i;

	for (i = 0; !next->no_devices && i < next->config.count; i++) {
		const struct rule *rule = &next->config.rules[i];
		struct text line = { 0 };

		if (!rule_finds_nothing(rule, &next->devices) || is_for_later(next_boot, rule))
			continue;
		explain_unmatched(&next_boot->machine, rule, &line);
		complain("warning: %s", text_string(&line));
		text_free(&line);
	}
}

/* If the next command line is unknown, this one is used instead, with a warning. */
static void complain_word(const struct next_words *next, const struct cmdline_word *word)
{
	if (*next->file)
		complain("%.*s is on the command line of this boot only, not in /%s",
			 (int)word->length, word->text, next->file);
	else
		complain("%.*s is on the command line of this boot; cannot tell whether the next "
			 "boot will contain it: %s",
			 (int)word->length, word->text,
			 next->is_secret ? "the boot loader's files is readable by root only"
					 : "the boot loader's files were not found");
}

/* Warns about our parameters of this boot that the next one does not, or may not, have. */
static void complain_words(const struct machine *machine)
{
	const struct config_file *running = machine->running;
	const struct next_words *next = &machine->files.next;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(running->data, running->length, &position, &word))
		if (next_words_is_ours(&word) && !next_words_have(next, &word))
			complain_word(next, &word);
}

void next_boot_complain(const struct next_boot *next_boot)
{
	complain_all("warning", &next_boot->machine.warnings);
	complain_all("error", &next_boot->inputs.errors);
	complain_warnings(next_boot);
	if (next_boot->inputs.cmdline.enable)
		complain_unmatched(next_boot);
	if (!next_boot->machine.inputs.cmdline.enable)
		complain("vfio_prebind.enable=0 is on the kernel command line: every function is "
			 "left to its host driver");
	complain_words(&next_boot->machine);
}

void next_boot_complain_iommu(const struct next_boot *next_boot)
{
	bool is_any = next_boot->decision.matches.count || next_boot->later.matches.count;
	struct text cause = { 0 }, cure = { 0 };

	if (!is_any || next_boot->inputs.no_devices ||
	    iommu_outlook(&next_boot->iommu) == IOMMU_WILL_BE_ON)
		return;
	iommu_explain(&next_boot->iommu, &cause, &cure);
	complain("error: the IOMMU will be off at the next boot: %s: %s", text_string(&cause),
		 text_string(&cure));
	text_free(&cause);
	text_free(&cure);
}
