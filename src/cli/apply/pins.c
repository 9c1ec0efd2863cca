// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asks, and lets the lines forget.
 */
#include "cli/apply/pins.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/serial.h"
#include "host/image/card_news.h"
#include "host/image/pin.h"
#include "host/machine/memory.h"

/* What the machine remembers of its rules, until it is told to forget. */
static int open_recalled(const struct machine *machine, struct recalled *recalled)
{
	const struct config files = machine_file_config(machine);

	return recall(&files, &machine->memory, &machine->inputs.devices, recalled);
}

/* "FILE:LINE: WHAT 8086:10d3 serial 52-… at 0000:02:00.0" */
static void show_card(const struct rule *rule, const char *what)
{
	char address[PCI_ADDRESS_SIZE], serial[SERIAL_SIZE];
	struct text card = { 0 };

	pci_address_format(&rule->identity.was, address);
	selector_format_pair(rule->id.vendor, rule->id.device, &card);
	if (rule->serial) {
		serial_format(rule->serial, serial);
		text_printf(&card, " serial %s", serial);
	}
	complain("%s:%u: %s %s at %s", rule->source.file, rule->source.line, what,
		 text_string(&card), address);
	text_free(&card);
}

/* The cards of the rules that are pinned again: those that they had, and those that they get. */
static void show_change(const struct recalled *old, const bool *is_renewed,
			const struct next_boot *next_boot)
{
	const struct config *image = &next_boot->inputs.config;
	size_t i, k;

	for (i = 0; i < old->written.count; i++) {
		const struct rule *rule = &old->written.rules[i];

		if (is_renewed[old->of[i] - next_boot->machine.inputs.config.rules] &&
		    rule->identity.is_set)
			show_card(rule, "was pinned to");
	}
	for (k = 0; k < next_boot->image_rules; k++) {
		const struct rule *rule = &image->rules[k];

		for (i = 0; i < old->written.count; i++)
			if (is_renewed[old->of[i] - next_boot->machine.inputs.config.rules] &&
			    rule->identity.is_set && rule->identity.from &&
			    !strcmp(rule->identity.from, old->written.rules[i].identity.from))
				break;
		if (i < old->written.count)
			show_card(rule, "is pinned to");
	}
}

/* is_renewed has an element for each rule of the files. */
static int renew(struct next_boot *next_boot, const struct recalled *old, const bool *is_renewed)
{
	struct machine *machine = &next_boot->machine;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < machine->file_rules; i++)
		if (is_renewed[i])
			r = recall_forget(&machine->memory, &machine->inputs.config.rules[i]);
	if (!r)
		r = next_boot_decide_again(next_boot);
	if (!r)
		show_change(old, is_renewed, next_boot);
	return r;
}

/* Marks the rules that have this selector; false: there is none. */
static bool mark_rules(const struct machine *machine, const struct selector *selector,
		       bool *is_renewed)
{
	bool is_found = false;
	size_t i;

	for (i = 0; i < machine->file_rules; i++) {
		const struct rule *rule = &machine->inputs.config.rules[i];

		if (!pin_is_wanted(rule) || !selector_equals(&rule->selector, selector))
			continue;
		is_renewed[i] = is_found = true;
	}
	return is_found;
}

static enum status mark_all(const struct machine *machine, const char *selectors, bool *is_renewed)
{
	struct config wanted = { 0 };
	struct diagnostics errors = { 0 };
	enum status status = STATUS_OK;
	size_t i;
	int r = config_add_list(&wanted, &errors, "--repin", selectors, strlen(selectors), 0);

	if (r || errors.count) {
		complain("--repin: %s", r ? error_text(r) : errors.list[0].text);
		status = STATUS_USAGE;
	}
	for (i = 0; !status && i < wanted.count; i++) {
		struct text selector = { 0 };

		if (mark_rules(machine, &wanted.rules[i].selector, is_renewed))
			continue;
		selector_format(&wanted.rules[i].selector, &selector);
		complain("--repin: no line that can be pinned has the selector %s",
			 text_string(&selector));
		text_free(&selector);
		status = STATUS_USAGE;
	}
	diagnostics_free(&errors);
	config_free(&wanted);
	return status;
}

enum status pins_renew(struct next_boot *next_boot, const char *selectors)
{
	cleanup_free bool *is_renewed = calloc(next_boot->machine.file_rules + 1, sizeof(bool));
	struct recalled old = { 0 };
	enum status status;
	int r = is_renewed ? 0 : -ENOMEM;

	if (!selectors)
		return STATUS_OK;
	status = r ? STATUS_FAILED : mark_all(&next_boot->machine, selectors, is_renewed);
	if (status)
		return status;
	r = open_recalled(&next_boot->machine, &old);
	if (!r)
		r = renew(next_boot, &old, is_renewed);
	recalled_free(&old);
	if (r)
		complain("cannot pin a line again: %s", error_text(r));
	return r ? STATUS_FAILED : STATUS_OK;
}

static void show_line(const struct recalled *recalled, size_t index,
		      const struct pci_devices *devices)
{
	const struct rule *of = recalled->of[index];
	struct text line = { 0 };

	card_news_line(recalled, index, devices, &line);
	if (line.length)
		complain("%s:%u: to name the place where the card is now, write '%s'",
			 of->source.file, of->source.line, text_string(&line));
	text_free(&line);
}

/* Whether the answer is yes; what has become of the card was said before. */
static bool ask(const struct rule *of)
{
	struct text selector = { 0 };
	char answer[16] = "";

	selector_format(&of->selector, &selector);
	fprintf(stderr, "Pin %s (%s:%u) to the card that is there now? [y/N] ",
		text_string(&selector), of->source.file, of->source.line);
	text_free(&selector);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	return answer[0] == 'y' || answer[0] == 'Y';
}

/*
 * How many lines there is a question about. On a terminal each is asked, and those with the answer
 * yes are marked, unless is_renewed is NULL.
 */
static size_t ask_all(const struct next_boot *next_boot, const struct recalled *recalled,
		      bool is_terminal, bool *is_renewed)
{
	const struct machine *machine = &next_boot->machine;
	const struct rule *asked = NULL;
	size_t i, count = 0;

	for (i = 0; i < recalled->written.count; i++) {
		const struct rule *of = recalled->of[i];

		if (of == asked ||
		    !card_news_asks(recalled, i, &machine->inputs.devices, &machine->protection))
			continue;
		asked = of;
		count++;
		if (is_terminal && is_renewed)
			is_renewed[of - machine->inputs.config.rules] = ask(of);
	}
	return count;
}

/* Whichever image is built next, and by whom. 0 or negative errno, after a message. */
static int remember(const struct next_boot *next_boot)
{
	const struct text *image = &next_boot->image;
	int r = memory_replace(next_boot->machine.fs, text_string(image), image->length);

	if (r)
		complain("cannot remember which cards the lines mean: %s", error_text(r));
	return r;
}

/* The lines with a question that nobody was there to answer go to *open. 0 or negative errno. */
static int follow(struct next_boot *next_boot, bool force, bool *open)
{
	const struct machine *machine = &next_boot->machine;
	cleanup_free bool *is_renewed = calloc(machine->file_rules + 1, sizeof(bool));
	bool is_terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	struct recalled recalled = { 0 };
	size_t i;
	int r = is_renewed ? open_recalled(machine, &recalled) : -ENOMEM;

	*open = false;
	for (i = 0; !r && i < recalled.written.count; i++)
		show_line(&recalled, i, &machine->inputs.devices);
	if (!r && !force)
		*open = ask_all(next_boot, &recalled, is_terminal, is_renewed) && !is_terminal;
	if (!r && memchr(is_renewed, true, machine->file_rules))
		r = renew(next_boot, &recalled, is_renewed);
	recalled_free(&recalled);
	if (r)
		complain("cannot tell which cards the lines mean: %s", error_text(r));
	return r;
}

enum status pins_settle(struct next_boot *next_boot, bool force)
{
	bool open;

	if (follow(next_boot, force, &open))
		return STATUS_FAILED;
	if (open) {
		complain("nothing was done: pin these lines to the cards that are there now with "
			 "--repin, or use --force to keep them for the old cards");
		return STATUS_NOT_AS_CONFIGURED;
	}
	return remember(next_boot) ? STATUS_FAILED : STATUS_OK;
}

enum status pins_preview(struct next_boot *next_boot, bool force)
{
	const struct machine *machine = &next_boot->machine;
	struct recalled recalled = { 0 };
	size_t i, questions = 0;
	int r = open_recalled(machine, &recalled);

	for (i = 0; !r && i < recalled.written.count; i++)
		show_line(&recalled, i, &machine->inputs.devices);
	if (!r && !force)
		questions = ask_all(next_boot, &recalled, false, NULL);
	recalled_free(&recalled);
	if (r) {
		complain("cannot tell which cards the lines mean: %s", error_text(r));
		return STATUS_FAILED;
	}
	if (questions)
		complain("apply asks which card each of these lines means; --repin pins it to the "
			 "new card, --force keeps the old one");
	return questions ? STATUS_NOT_AS_CONFIGURED : STATUS_OK;
}
