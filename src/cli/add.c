// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind add: new lines at the end of the configuration file, unless they are there
 * already or would take what the host needs.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/danger.h"
#include "cli/edit.h"
#include "cli/selection.h"
#include "cli/verbs.h"
#include "core/cmdline.h"
#include "core/error.h"
#include "kernel/inputs.h"

struct options {
	const char *sysroot;
	struct selection_reach reach;
	bool force;
};

/* One run, so that one function frees it. */
struct work {
	const struct options *options;
	struct selection selection;
	struct edit edit;
	struct host host;
	bool is_refused;
	size_t added;
	struct text lines; /* as written, to be shown */
};

/* "refused: ..." or, with --force, "warning: ...". */
static void object(struct work *work, const struct text *why)
{
	if (work->options->force) {
		complain("warning: %s", text_string(why));
		return;
	}
	complain("refused: %s", text_string(why));
	work->is_refused = true;
}

static void say_place(const struct rule *rule, struct text *out)
{
	text_puts(out, rule->source.file);
	if (rule->source.line)
		text_printf(out, ":%u", rule->source.line);
}

/* A rule of now with the same selector; not one of the kernel command line, which may go away. */
static const struct rule *find_same(const struct work *work, const struct rule *wanted)
{
	const struct config *config = &work->host.inputs.config;
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].exclude == wanted->exclude &&
		    strcmp(config->rules[i].source.file, CMDLINE_NAME) &&
		    selector_equals(&config->rules[i].selector, &wanted->selector))
			return &config->rules[i];
	return NULL;
}

/* Whether what the keys ask for is what the rule says. */
static bool has_all_keys(const struct rule *there, const struct rule *wanted)
{
	struct rule same = *wanted;
	struct text left = { 0 }, right = { 0 };
	bool equal;

	if (same.id.vendor == PCI_ANY)
		same.id = there->id;
	rule_format(there, &left);
	rule_format(&same, &right);
	equal = !strcmp(text_string(&left), text_string(&right));
	text_free(&left);
	text_free(&right);
	return equal;
}

/* Whether the rule need not, or must not, be added since its selector is there. */
static bool is_there(struct work *work, const struct rule *wanted)
{
	const struct rule *there = find_same(work, wanted);
	struct text message = { 0 };
	bool same;

	if (!there)
		return false;
	same = !work->selection.keys[0] || has_all_keys(there, wanted);
	rule_format(there, &message);
	text_puts(&message, same ? " is there already: " : " is there with other options: ");
	say_place(there, &message);
	if (same) {
		printf("%s\n", text_string(&message));
	} else {
		text_puts(&message, "; ");
		cure_by_removing(there, &message);
		text_puts(&message, " first");
		object(work, &message);
	}
	text_free(&message);
	return same;
}

/* Whether there is something to take at all. */
static void look_for_device(struct work *work, const struct rule *wanted,
			    const struct pci_device *device)
{
	struct text message = { 0 };

	if (!device) {
		selector_format(&wanted->selector, &message);
		text_puts(&message, " names no device of this machine: vfio-prebind groups shows "
				    "what there is");
		object(work, &message);
	} else if (!wanted->exclude && pci_is_bridge(device) &&
		   selector_is_one_place(&wanted->selector)) {
		describe_device(device, &message);
		text_puts(&message, " is a bridge, and bridges are never taken");
		object(work, &message);
	}
	text_free(&message);
}

/* A name may hold anything; a comment must stay one line. */
static void write_name(struct work *work, const struct pci_device *device, struct text *out)
{
	char buffer[256];
	const char *name = host_name(&work->host, &device->id, buffer, sizeof(buffer));

	if (!name)
		return;
	text_puts(out, "  # ");
	for (; *name; name++)
		text_add(out, (unsigned char)*name < 0x20 || *name == 0x7f ? "?" : name, 1);
}

/* Whether one name says what the selector takes. */
static bool has_one_name(const struct selector *selector)
{
	return selector_is_one_place(selector) ||
	       (selector->kind == SELECTOR_ID && selector->id.device != PCI_ANY);
}

static void write_line(struct work *work, const struct rule *rule, const struct pci_device *device,
		       struct text *out)
{
	const char **key;

	text_puts(out, rule->exclude ? "!" : "");
	selector_format(&rule->selector, out);
	if (device && !rule->exclude && rule->id.vendor == PCI_ANY &&
	    rule->selector.kind == SELECTOR_ADDRESS && selector_is_one_place(&rule->selector)) {
		text_puts(out, " id=");
		selector_format_pair(device->id.vendor, device->id.device, out);
	}
	for (key = work->selection.keys; *key; key++)
		text_printf(out, " %s", *key);
	if (device && has_one_name(&rule->selector))
		write_name(work, device, out);
}

static int add_one(struct work *work, const struct rule *rule)
{
	const struct pci_device *device = rule_first_device(rule, &work->host.inputs.devices);
	struct text line = { 0 };
	int r;

	if (is_there(work, rule))
		return 0;
	look_for_device(work, rule, device);
	write_line(work, rule, device, &line);
	r = text_error(&line);
	if (!r)
		r = edit_append(&work->edit, text_string(&line));
	text_printf(&work->lines, "  %s\n", text_string(&line));
	work->added++;
	text_free(&line);
	return r;
}

static bool is_new(const struct check *before, const struct finding *finding)
{
	size_t i;

	for (i = 0; i < before->count; i++)
		if (before->list[i].danger == finding->danger &&
		    !strcmp(text_string(&before->list[i].cause), text_string(&finding->cause)))
			return false;
	return true;
}

/* What the new lines bring that was not there before. */
static void judge(struct work *work, const struct check *before, const struct check *after)
{
	size_t i;

	for (i = 0; i < after->count; i++) {
		const struct finding *finding = &after->list[i];
		struct text message = { 0 };

		if (!is_new(before, finding))
			continue;
		text_printf(&message, "%s [%s]", text_string(&finding->cause),
			    finding->danger->code);
		if (finding->danger->flags & DANGER_REFUSED_BY_ADD)
			object(work, &message);
		else
			complain("warning: %s", text_string(&message));
		text_free(&message);
	}
}

static int look_for_dangers(struct work *work)
{
	struct config parsed = { 0 }, view = { 0 };
	struct check before = { 0 }, after = { 0 };
	int r = edit_preview(&work->edit, &work->host.inputs.config, &parsed, &view);

	if (!r)
		r = check_open(&before, &work->host, NULL);
	if (!r)
		r = check_run(&before, DANGER_TOLD_BY_ADD | DANGER_REFUSED_BY_ADD);
	if (!r)
		r = check_open(&after, &work->host, &view);
	if (!r)
		r = check_run(&after, DANGER_TOLD_BY_ADD | DANGER_REFUSED_BY_ADD);
	if (!r)
		judge(work, &before, &after);
	check_close(&before);
	check_close(&after);
	free(view.rules);
	config_free(&parsed);
	return r;
}

static int write_out(struct work *work)
{
	int r = edit_write(&work->edit);

	if (r)
		return r;
	printf("added to /%s:\n%s", CONFIG_PATH, text_string(&work->lines));
	puts("To make it count from the next boot on: vfio-prebind apply");
	return fflush(stdout) ? -EIO : 0;
}

static enum status expand(struct work *work)
{
	struct text why = { 0 };
	int r = selection_expand(&work->selection, &work->host.inputs.devices,
				 &work->options->reach, &why);

	if (r == -ENOMEM)
		complain("%s", error_text(r));
	else if (r)
		complain("refused: %s", text_string(&why));
	text_free(&why);
	return !r ? STATUS_OK : r == -ENOMEM ? STATUS_FAILED : STATUS_NOT_AS_CONFIGURED;
}

/* With the file locked, so that what is read is what is written upon. */
static enum status add_all(struct work *work)
{
	enum status status = expand(work);
	size_t i;
	int r = 0;

	if (status)
		return status;
	for (i = 0; !r && i < work->selection.count; i++)
		r = add_one(work, &work->selection.rules[i]);
	if (!r && work->added)
		r = look_for_dangers(work);
	if (!r && work->is_refused) {
		complain("nothing was added; --force adds it all the same");
		return STATUS_NOT_AS_CONFIGURED;
	}
	if (!r && work->added)
		r = write_out(work);
	if (r) {
		struct text why = { 0 };

		edit_explain(&work->edit, r, &why);
		complain("%s", text_string(&why));
		text_free(&why);
	}
	return r ? STATUS_FAILED : STATUS_OK;
}

static enum status open_and_add(struct work *work)
{
	struct text why = { 0 };
	enum status status;
	int r = edit_open(&work->edit, work->options->sysroot);

	if (r) {
		edit_explain(&work->edit, r, &why);
		complain("%s", text_string(&why));
		text_free(&why);
		status = STATUS_FAILED;
	} else {
		status = host_open(&work->host, work->options->sysroot) ? STATUS_FAILED
									: add_all(work);
		host_close(&work->host);
	}
	edit_close(&work->edit);
	text_free(&work->lines);
	return status;
}

enum status verb_add(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "group", NULL, "add each device of the IOMMU group, by address", NULL,
		  &options.reach.group },
		{ "slot", NULL, "add each function of the slot, by address", NULL,
		  &options.reach.slot },
		{ "force", NULL, "add what would be refused", NULL, &options.force },
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	struct work work = { .options = &options };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (!selection_read(verb, argc, argv, r, &work.selection, &status))
		status = open_and_add(&work);
	selection_free(&work.selection);
	return status;
}
