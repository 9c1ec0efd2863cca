// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Adds lines to the configuration file.
 */
#include "host/config/add_rules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/error.h"
#include "host/config/add_line.h"
#include "host/config/new_dangers.h"
#include "host/image/pin.h"
#include "host/machine/serials.h"
#include "kernel/inputs.h"

#define TAKE_BUILTIN "take-builtin="

/* "refused: ..." or, with --force, "warning: ...". */
static void object(struct adding *adding, const struct text *why)
{
	if (adding->force) {
		complain("warning: %s", text_string(why));
		return;
	}
	complain("refused: %s", text_string(why));
	adding->is_refused = true;
}

static void say_place(const struct rule *rule, struct text *out)
{
	text_puts(out, rule->source.file);
	if (rule->source.line)
		text_printf(out, ":%u", rule->source.line);
}

/* Whether the existing "!" has a condition that the new one does not have. */
static bool is_kept_in_part(const struct rule *there, const struct rule *wanted)
{
	return wanted->exclude && ((there->id.vendor != PCI_ANY && wanted->id.vendor == PCI_ANY) ||
				   (there->class_digits && !wanted->class_digits) ||
				   (there->serial && !wanted->serial));
}

/* A current rule with the same selector; not one of the kernel command line, which may change. */
static const struct rule *find_same(const struct adding *adding, const struct rule *wanted)
{
	const struct config *config = &adding->machine.inputs.config;
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].exclude == wanted->exclude &&
		    strcmp(config->rules[i].source.file, CMDLINE_NAME) &&
		    selector_equals(&config->rules[i].selector, &wanted->selector) &&
		    !is_kept_in_part(&config->rules[i], wanted))
			return &config->rules[i];
	return NULL;
}

/* Whether the rule has the requested options. */
static bool has_all_keys(const struct rule *there, const struct rule *wanted)
{
	struct rule same = *wanted;
	struct text left = { 0 }, right = { 0 };
	bool equal;

	if (pci_id_matches(&same.id, &there->id))
		same.id = there->id;
	if (!same.serial)
		same.serial = there->serial;
	rule_format(there, &left);
	rule_format(&same, &right);
	equal = !strcmp(text_string(&left), text_string(&right));
	text_free(&left);
	text_free(&right);
	return equal;
}

/* Whether the rule need not, or must not, be added because its selector is already listed. */
static bool is_there(struct adding *adding, const struct addition *addition)
{
	const struct rule *wanted = &addition->rule, *there = find_same(adding, wanted);
	struct text message = { 0 };
	bool same;

	if (!there)
		return false;
	same = (addition->keys && !addition->keys[0]) || has_all_keys(there, wanted);
	rule_format(there, &message);
	text_puts(&message,
		  same ? " is already listed: " : " is already listed with other options: ");
	say_place(there, &message);
	if (same) {
		print_plain("%s\n", text_string(&message));
	} else {
		text_puts(&message, "; ");
		cure_by_removing(there, &message);
		text_puts(&message, " first");
		object(adding, &message);
	}
	text_free(&message);
	return same;
}

/* Whether the rule means the function, as far as its serial number can be read. */
static bool may_mean(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	struct rule open = *rule;

	if (rule_selects(rule, devices, device) ||
	    (rule->serial && pin_is_wanted(rule) && pin_means(rule, devices, device)))
		return true;
	open.serial = 0;
	return device->serial_state == PCI_SERIAL_UNKNOWN && rule_selects(&open, devices, device);
}

/* A function that the rule means, an endpoint if there is one; NULL: there is none. */
static const struct pci_device *find_meant(const struct rule *rule,
					   const struct pci_devices *devices)
{
	const struct pci_device *bridge = NULL;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (!may_mean(rule, devices, device))
			continue;
		if (!pci_is_bridge(device))
			return device;
		bridge = bridge ? bridge : device;
	}
	return bridge;
}

/* The device that is there instead, if the rule names one place. */
static void explain_no_device(const struct rule *rule, const struct pci_device *there,
			      struct text *out)
{
	rule_format(rule, out);
	if (!there) {
		text_puts(out, " matches no device in this machine; 'vfio-prebind groups' lists "
			       "the devices");
		return;
	}
	text_puts(out, " can never match: ");
	describe_device(there, out);
	text_puts(out, " has ");
	describe_conditions(there, out);
}

/* Checks that the rule matches a device that can be bound. */
static void look_for_device(struct adding *adding, const struct addition *addition)
{
	const struct rule *wanted = &addition->rule;
	const struct pci_devices *devices = &adding->machine.inputs.devices;
	const struct pci_device *meant = find_meant(wanted, devices);
	struct text message = { 0 };

	if (!meant && !addition->may_be_absent) {
		explain_no_device(wanted, selector_first(&wanted->selector, devices), &message);
		object(adding, &message);
	} else if (meant && !wanted->exclude && pci_is_bridge(meant)) {
		rule_format(wanted, &message);
		text_puts(&message, selector_is_one_place(&wanted->selector)
					    ? " is a bridge, and bridges are never bound"
					    : " matches only bridges, and bridges are never bound");
		object(adding, &message);
	}
	text_free(&message);
}

static bool has_key(const struct addition *addition, const char *name)
{
	const char *const *key;

	for (key = addition->keys; key && *key; key++)
		if (!strncmp(*key, name, strlen(name)))
			return true;
	return false;
}

/*
 * Whether a "set" line above would leave a function that the rule means to the driver that is built
 * into the kernel. Whoever adds a function wants it.
 */
static bool is_left_by_default(const struct adding *adding, const struct addition *addition)
{
	const struct pci_devices *devices = &adding->machine.inputs.devices;
	struct rule defaults;
	size_t i;

	edit_defaults(&adding->edit, &defaults);
	if (addition->rule.exclude || defaults.take_builtin || has_key(addition, TAKE_BUILTIN))
		return false;
	for (i = 0; i < devices->count; i++)
		if (may_mean(&addition->rule, devices, &devices->list[i]) &&
		    machine_driver_is_builtin(&adding->machine, devices->list[i].driver))
			return true;
	return false;
}

static int add_one(struct adding *adding, const struct addition *addition)
{
	const struct rule *rule = &addition->rule;
	const struct pci_device *device =
		selector_first(&rule->selector, &adding->machine.inputs.devices);
	struct text line = { 0 };
	int r;

	if (is_there(adding, addition))
		return 0;
	look_for_device(adding, addition);
	text_puts(&line, addition->comment ? addition->comment : "");
	addition_line(&adding->machine, addition, device,
		      is_left_by_default(adding, addition) ? " " TAKE_BUILTIN "yes" : "", &line);
	r = text_error(&line);
	if (!r)
		r = edit_append(&adding->edit, text_string(&line));
	text_printf(&adding->lines, "  %s\n",
		    text_string(&line) + (addition->comment ? strlen(addition->comment) : 0));
	adding->added++;
	text_free(&line);
	return r;
}

/* Refuses errors, and warns about the other dangers. */
static void tell_danger(void *data, const struct finding *finding, bool is_new)
{
	struct adding *adding = data;
	struct text message = { 0 };

	adding->stops_apply |= danger_stops_apply(&adding->machine, finding);
	if (!is_new)
		return;
	text_printf(&message, "%s%s%s [%s]", text_string(&finding->cause),
		    finding->instead.length ? ": " : "", text_string(&finding->instead),
		    finding->danger->code);
	if ((finding->danger->flags & DANGER_REFUSED_BY_ADD) && finding->severity == SEVERITY_ERROR)
		object(adding, &message);
	else
		complain("%s: %s", finding->severity == SEVERITY_NOTE ? "note" : "warning",
			 text_string(&message));
	text_free(&message);
}

static int write_lines(struct adding *adding)
{
	int r = adding->dry_run ? 0 : edit_write(&adding->edit);

	if (r)
		return r;
	print_plain("%s /%s:\n%s", adding->dry_run ? "would be added to" : "added to", CONFIG_PATH,
		    text_string(&adding->lines));
	if (adding->dry_run)
		return fflush(stdout) ? -EIO : 0;
	puts(edit_next_step(adding->stops_apply || adding->machine.inputs.errors.count ||
			    adding->machine.files.refused.count));
	return fflush(stdout) ? -EIO : 0;
}

static void complain_edit(const struct adding *adding, int error)
{
	struct text why = { 0 };

	edit_explain(&adding->edit, error, &why);
	complain("%s", text_string(&why));
	text_free(&why);
}

/* Reads the numbers of the added cards, and then drops the privilege. */
static int read_serials(struct adding *adding, const struct addition *list, size_t count)
{
	static const struct protection nothing;
	static const struct config no_memory;
	struct pci_devices *devices = &adding->machine.inputs.devices;
	size_t i;

	for (i = 0; i < count; i++) {
		struct rule rule = list[i].rule;
		const struct config one = { .rules = &rule, .count = 1 };

		serials_read_for_image(adding->machine.fs, &one, &no_memory, &nothing, devices);
	}
	return privilege_drop_admin();
}

enum status adding_run(struct adding *adding, const struct addition *list, size_t count)
{
	size_t i;
	int r = read_serials(adding, list, count);

	for (i = 0; !r && i < count; i++)
		r = add_one(adding, &list[i]);
	/* a line has one rule; what is beyond the limit would be ignored */
	if (!r && adding->added && adding->machine.file_rules + adding->added > CONFIG_RULES_MAX)
		r = -E2BIG;
	if (!r && adding->added)
		r = new_dangers_find(&adding->edit, &adding->machine, tell_danger, adding);
	if (!r && adding->is_refused) {
		complain("nothing was added; use --force to add it anyway");
		return STATUS_NOT_AS_CONFIGURED;
	}
	if (!r && adding->added)
		r = write_lines(adding);
	if (r)
		complain_edit(adding, r);
	return r ? STATUS_FAILED : STATUS_OK;
}

enum status adding_open(struct adding *adding, const char *sysroot)
{
	int r;

	if (!lock_machine(sysroot))
		return STATUS_FAILED;
	adding->has_host = true;
	if (machine_open_for_adding(&adding->machine, sysroot))
		return STATUS_FAILED;
	r = edit_open(&adding->edit, sysroot,
		      config_files_find(&adding->machine.files, "/" CONFIG_PATH));
	adding->is_open = true;
	if (r)
		complain_edit(adding, r);
	return r ? STATUS_FAILED : STATUS_OK;
}

void adding_close(struct adding *adding)
{
	if (adding->has_host)
		machine_close(&adding->machine);
	if (adding->is_open)
		edit_close(&adding->edit);
	text_free(&adding->lines);
}
