// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind remove: removes selectors from the configuration file, and names what still takes
 * their devices.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "core/match.h"
#include "host/config/edit.h"
#include "host/config/new_dangers.h"
#include "host/devices/device_args.h"
#include "host/machine/machine.h"
#include "kernel/inputs.h"

struct work {
	const char *sysroot;
	struct selection_reach reach;
	struct selection selection; /* with --group: and what it reaches */
	struct edit edit;
	struct machine machine;
	struct text removed;
	bool stops_apply; /* apply refuses the remaining configuration */
};

static bool is_to_go(void *data, const struct selector *selector, bool exclude)
{
	const struct work *work = data;
	size_t i;

	for (i = 0; i < work->selection.count; i++) {
		const struct rule *rule = &work->selection.rules[i];

		if (rule->exclude != exclude)
			continue;
		if (selector_equals(&rule->selector, selector))
			return true;
		if (work->reach.slot && rule->selector.kind == SELECTOR_ADDRESS &&
		    selector->kind == SELECTOR_ADDRESS &&
		    pci_same_slot(&rule->selector.address, &selector->address))
			return true;
	}
	return false;
}

/*
 * Adds what --group and --slot reach to the selectors; a missing device adds nothing, and its lines
 * can still be removed.
 */
static int expand(struct work *work)
{
	struct selection whole = work->selection;
	struct text ignored = { 0 };
	struct rule *rules;
	size_t count = whole.count;
	int r;

	whole.rules = calloc(count, sizeof(*whole.rules));
	if (!whole.rules)
		return -ENOMEM;
	memcpy(whole.rules, work->selection.rules, count * sizeof(*whole.rules));
	r = selection_expand(&whole, &work->machine.inputs.devices, &work->reach, &ignored);
	text_free(&ignored);
	if (!r) {
		rules = realloc(work->selection.rules, (count + whole.count) * sizeof(*rules));
		r = rules ? 0 : -ENOMEM;
		if (rules) {
			memcpy(rules + count, whole.rules, whole.count * sizeof(*rules));
			work->selection.rules = rules;
			work->selection.count += whole.count;
		}
	} else if (r != -ENOMEM) {
		r = 0;
	}
	free(whole.rules);
	return r;
}

/* By a selector that was removed from rules or, with exclude, from exclusions. */
static bool is_selected(const struct work *work, const struct pci_device *device, bool exclude)
{
	size_t i;

	for (i = 0; i < work->selection.count; i++) {
		const struct rule *rule = &work->selection.rules[i];

		if (rule->exclude == exclude &&
		    selector_matches(&rule->selector, &work->machine.inputs.devices, device))
			return true;
	}
	return false;
}

static void say_taken(const struct match *match, const char *since)
{
	const struct rule *rule = match->rule;
	char address[PCI_ADDRESS_SIZE];
	struct text text = { 0 };

	pci_address_format(&match->device->address, address);
	rule_format(rule, &text);
	if (rule->source.line)
		complain("%s is %s taken by %s (%s:%u)%s", address, since, text_string(&text),
			 rule->source.file, rule->source.line,
			 match->by_group ? ", through its IOMMU group" : "");
	else
		complain("%s is %s taken by %s (%s)", address, since, text_string(&text),
			 rule->source.file);
	text_free(&text);
}

static void look_at(const struct work *work, const struct match *match)
{
	if (is_selected(work, match->device, false))
		say_taken(match, "still");
	else if (work->edit.is_changed && is_selected(work, match->device, true))
		say_taken(match, "now");
}

/* Applies the remaining rules to the devices that were named. */
static int look_for_others(struct work *work)
{
	struct config parsed = { 0 }, view = { 0 };
	struct matches matches = { 0 };
	size_t i;
	int r = edit_preview(&work->edit, &work->machine.inputs.config, &parsed, &view);

	if (!r)
		r = matches_find(&view, &work->machine.inputs.devices, &matches);
	for (i = 0; !r && i < matches.count; i++) {
		const struct match *match = &matches.list[i];

		if (match->verdict != VERDICT_EXCLUDED && match->verdict != VERDICT_MISMATCH &&
		    match->verdict != VERDICT_BRIDGE && match->verdict != VERDICT_PASSED &&
		    match->verdict != VERDICT_KEPT)
			look_at(work, match);
	}
	matches_free(&matches);
	free(view.rules);
	config_free(&parsed);
	return r;
}

static void tell_danger(void *data, const struct finding *finding, bool is_new)
{
	struct work *work = data;

	work->stops_apply |= danger_stops_apply(&work->machine, finding);
	if (is_new && (finding->danger->flags & DANGER_REFUSED_BY_ADD))
		complain("%s: %s [%s]", finding->severity == SEVERITY_NOTE ? "note" : "warning",
			 text_string(&finding->cause), finding->danger->code);
}

static void print_removed(const struct work *work)
{
	const char *line = text_string(&work->removed);

	printf("removed from /%s:\n", CONFIG_PATH);
	while (*line) {
		int length = (int)strcspn(line, "\n");

		print_plain("  %.*s\n", length, line);
		line += length + (line[length] == '\n');
	}
}

static int remove_all(struct work *work, enum status *status)
{
	int r = expand(work);

	if (!r)
		r = edit_remove(&work->edit, is_to_go, work, work->selection.keys, &work->removed);
	if (!r)
		r = edit_write(&work->edit);
	if (r)
		return r;
	*status = work->edit.is_changed ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;
	if (work->edit.is_changed)
		print_removed(work);
	else
		complain("nothing was removed: /%s has no such selector", CONFIG_PATH);
	if (fflush(stdout))
		return -EIO;
	r = look_for_others(work);
	/* an exclusion may have kept what the host needs from a rule */
	if (!r)
		r = new_dangers_find(&work->edit, &work->machine, tell_danger, work);
	if (!r && work->edit.is_changed)
		puts(edit_next_step(work->stops_apply || work->machine.inputs.errors.count ||
				    work->machine.files.refused.count));
	return r ? r : fflush(stdout) ? -EIO : 0;
}

static enum status open_and_remove(struct work *work)
{
	enum status status = STATUS_FAILED;
	struct text why = { 0 };
	int r;

	if (!lock_machine(work->sysroot))
		return STATUS_FAILED;
	if (machine_open(&work->machine, work->sysroot)) {
		machine_close(&work->machine);
		return STATUS_FAILED;
	}
	r = edit_open(&work->edit, work->sysroot,
		      config_files_find(&work->machine.files, "/" CONFIG_PATH));
	if (!r)
		r = remove_all(work, &status);
	if (r) {
		edit_explain(&work->edit, r, &why);
		complain("%s", text_string(&why));
		text_free(&why);
		status = STATUS_FAILED;
	}
	machine_close(&work->machine);
	edit_close(&work->edit);
	text_free(&work->removed);
	return status;
}

enum status verb_remove(const struct verb *verb, int argc, char **argv)
{
	struct work work = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "group", NULL, "remove the IOMMU group and the card", NULL, &work.reach.group },
		REACH_ONLY(work.reach),
		{ "slot", NULL, "remove each function of the slot", NULL, &work.reach.slot },
		CLI_SYSROOT(work.sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (!selection_read(verb, argc, argv, r, &work.selection, &status))
		status = open_and_remove(&work);
	selection_free(&work.selection);
	return status;
}
