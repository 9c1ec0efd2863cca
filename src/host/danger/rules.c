// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in the configuration itself: files that cannot be read, and rules that probably do not
 * name what was meant.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/report.h"
#include "host/danger/danger.h"
#include "host/image/pin.h"
#include "host/loader/removal.h"
#include "host/machine/memory.h"
#include "kernel/inputs.h"

static void add_diagnostic(struct check *check, const struct diagnostic *diagnostic,
			   const char *cure)
{
	struct finding *finding = finding_add(check, NULL, NULL);

	finding->file = strdup(diagnostic->file);
	if (!finding->file)
		check->error = -ENOMEM;
	finding->line = diagnostic->line;
	finding->column = diagnostic->column;
	text_puts(&finding->cause, diagnostic->text);
	text_puts(&finding->cure, cure);
}

/* With the word that has the error, whose selector may be one of many, it is gone for sure. */
static void cure_parameter(const struct check *check, const struct diagnostic *error,
			   struct text *out)
{
	const struct config_file *cmdline = check->machine->cmdline;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		if (error->column <= position) {
			text_puts(out, "correct the parameter, or ");
			loader_explain_removal(check->machine->fs, word.text, word.length, NULL,
					       out);
			return;
		}
	text_puts(out, "correct the kernel command line, then reboot");
}

void find_syntax(struct check *check)
{
	const struct diagnostics *errors = &check->machine->inputs.errors;
	size_t i;

	for (i = 0; i < errors->count; i++) {
		const struct diagnostic *error = &errors->list[i];
		struct text cure = { 0 };

		if (error->line)
			text_puts(&cure, "fix this line, which is ignored until then: see "
					 "vfio-prebind.conf(5)");
		else if (!strcmp(error->file, CMDLINE_NAME))
			cure_parameter(check, error, &cure);
		if (cure.length)
			add_diagnostic(check, error, text_string(&cure));
		text_free(&cure);
	}
}

/* Whether the warning says why nothing is pinned. */
static bool is_of_home(const struct machine *machine, const struct diagnostic *warning)
{
	return machine->home.file && !strcmp(warning->file + 1, machine->home.file);
}

static bool is_of_config(const char *file)
{
	return !strcmp(file, "/" CONFIG_PATH) ||
	       !strncmp(file, "/" CONFIG_DIRECTORY, strlen("/" CONFIG_DIRECTORY));
}

/* Whoever is root already, or looks at a copy, reads no more than there is. */
static const char *cure_unread(const struct check *check, const struct diagnostic *unread)
{
	if (is_of_config(unread->file))
		return "make it a file of at most 64 KiB, and run 'vfio-prebind check' as root";
	if (geteuid() && !check->machine->is_captured)
		return "what depends on it was not checked; run 'vfio-prebind check' as root";
	if (!strcmp(unread->file, "/" REPORT_DIRECTORY "/" MEMORY_NAME))
		return "verify with 'vfio-prebind plan' that each line takes the card that is "
		       "meant; the next boot writes the file again";
	if (check->machine->is_captured)
		return "what depends on it was not checked; capture it too, as root";
	return "what depends on it was not checked: exclude what this host needs with a '!' rule";
}

void find_unreadable(struct check *check)
{
	const struct diagnostics *errors = &check->machine->inputs.errors;
	const struct diagnostics *warnings = &check->machine->warnings;
	size_t i;

	for (i = 0; i < errors->count; i++)
		if (!errors->list[i].line && strcmp(errors->list[i].file, CMDLINE_NAME))
			add_diagnostic(check, &errors->list[i],
				       cure_unread(check, &errors->list[i]));
	check_guests(check);
	for (i = 0; i < check->guests.errors.count; i++)
		add_diagnostic(check, &check->guests.errors.list[i],
			       "the devices of this guest were not checked; correct the file, then "
			       "run 'vfio-prebind check' as root");
	for (i = 0; i < warnings->count; i++)
		if (!is_of_home(check->machine, &warnings->list[i]))
			add_diagnostic(check, &warnings->list[i],
				       cure_unread(check, &warnings->list[i]));
}

/* With the tools of systemd, or without: 32 digits are all that it takes (machine-id(5)). */
static const char *cure_missing_id(const struct check *check)
{
	static const char *const programs[] = { "usr/bin/systemd-machine-id-setup",
						"bin/systemd-machine-id-setup" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(programs); i++)
		if (fs_exists(check->machine->fs, programs[i]))
			return "run 'systemd-machine-id-setup', then 'vfio-prebind apply'";
	return "run 'tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id', then "
	       "'vfio-prebind apply'";
}

void find_not_pinned(struct check *check)
{
	static const char elsewhere[] = "build the images on the machine that will boot them, "
					"outside of ";
	const struct machine *machine = check->machine;
	size_t i;

	for (i = 0; i < machine->warnings.count; i++) {
		struct text cure = { 0 };

		if (!is_of_home(machine, &machine->warnings.list[i]))
			continue;
		if (machine->home.kind == HOME_NO_ID)
			text_puts(&cure, cure_missing_id(check));
		else
			text_printf(&cure, "%s%s", elsewhere,
				    machine->home.kind == HOME_CHROOT ? "the chroot"
								      : "the container");
		add_diagnostic(check, &machine->warnings.list[i], text_string(&cure));
		text_free(&cure);
	}
}

void find_ignored_file(struct check *check)
{
	const struct diagnostics *ignored = &check->machine->files.ignored;
	size_t i;

	for (i = 0; i < ignored->count; i++)
		add_diagnostic(check, &ignored->list[i],
			       "give it a name that ends in " CONFIG_SUFFIX ", or move it away");
}

void find_insecure(struct check *check)
{
	const struct diagnostics *refused = &check->machine->files.refused;
	size_t i;

	/* as long as nothing is configured, nothing gets into an image */
	for (i = 0; machine_is_configured(check->machine) && i < refused->count; i++)
		add_diagnostic(check, &refused->list[i],
			       "verify that nobody has changed it, then make it writable by root "
			       "only (chown root:root, chmod go-w); links must not lead elsewhere");
}

/*
 * A function with the rule's IDs at another place; not one that another rule names, nor one that
 * the host cannot spare.
 */
static const struct pci_device *find_moved(const struct check *check, const struct rule *rule)
{
	size_t i;

	for (i = 0; rule->id.vendor != PCI_ANY && i < check->devices.count; i++)
		if (rule_conditions_hold(rule, &check->devices.list[i]) &&
		    !check_match(check, &check->devices.list[i]) &&
		    !check_must_stay(check, &check->devices.list[i]))
			return &check->devices.list[i];
	return NULL;
}

static void explain_mismatch(const struct rule *rule, const struct pci_device *there,
			     struct text *out)
{
	rule_format(rule, out);
	text_puts(out, " does not match: ");
	describe_device(there, out);
	text_puts(out, " has ");
	describe_conditions(there, out);
}

static void add_no_match(struct check *check, const struct rule *rule)
{
	const struct pci_device *there = selector_first(&rule->selector, &check->devices);
	const struct pci_device *moved = find_moved(check, rule);
	struct finding *finding = finding_add(check, rule, NULL);

	if (there && selector_is_one_place(&rule->selector)) {
		explain_mismatch(rule, there, &finding->cause);
	} else {
		rule_format(rule, &finding->cause);
		text_puts(&finding->cause, " matches no device in this machine");
	}
	cure_by_removing(rule, &finding->cure);
	if (moved) {
		text_puts(&finding->cure, ", then 'vfio-prebind add ");
		describe_device(moved, &finding->cure);
		text_puts(&finding->cure, "', which has these IDs");
	} else {
		text_puts(&finding->cure, "; 'vfio-prebind groups' lists the devices");
	}
}

/* Whether another device is at the rule's place, and no other rule wants it. */
static bool is_mismatch(const struct check *check, const struct rule *rule)
{
	const struct pci_device *there = selector_first(&rule->selector, &check->devices);
	const struct match *match = there ? check_match(check, there) : NULL;

	return !rule->exclude && match && match->verdict == VERDICT_MISMATCH &&
	       selector_is_one_place(&rule->selector);
}

/*
 * A rule with a serial number means its card, wherever it is, and so does one whose cards the
 * booted image knew: card-changed reports about those.
 */
static bool follows_card(const struct check *check, const struct rule *rule)
{
	const struct recalled *recalled = &check->recalled;
	size_t i;

	for (i = 0; i < recalled->written.count; i++)
		if (recalled->of[i] == rule && recalled->now.rules[i].identity.is_set)
			return true;
	for (i = 0; rule->serial && pin_is_wanted(rule) && i < check->devices.count; i++)
		if (pin_means(rule, &check->devices, &check->devices.list[i]))
			return true;
	return false;
}

void find_no_match(struct check *check)
{
	size_t i;

	for (i = 0; !check->machine->inputs.no_devices && i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];

		if ((rule_finds_nothing(rule, &check->devices) || is_mismatch(check, rule)) &&
		    !machine_find_late(check->machine, rule) && !follows_card(check, rule))
			add_no_match(check, rule);
	}
}

void find_bridge(struct check *check)
{
	size_t i, k;

	for (i = 0; i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];
		const struct pci_device *bridge = NULL;
		bool other = rule->exclude;
		struct finding *finding;

		for (k = 0; !other && k < check->devices.count; k++) {
			if (!rule_selects(rule, &check->devices, &check->devices.list[k]))
				continue;
			bridge = &check->devices.list[k];
			other = !pci_is_bridge(bridge);
		}
		if (other || !bridge)
			continue;
		finding = finding_add(check, rule, bridge);
		rule_format(rule, &finding->cause);
		text_puts(&finding->cause, " matches only bridges, and bridges are never bound");
		cure_by_removing(rule, &finding->cure);
		text_puts(&finding->cure, " and list the devices behind the bridge");
	}
}

/* The exclusion that covers everything that the rule names; NULL: there is none. */
static const struct match *find_exclusion(const struct check *check, const struct rule *rule)
{
	const struct match *excluded = NULL;
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct match *match;

		if (!rule_selects(rule, &check->devices, &check->devices.list[i]))
			continue;
		match = check_match(check, &check->devices.list[i]);
		if (!match || match->verdict != VERDICT_EXCLUDED)
			return NULL;
		excluded = match;
	}
	return excluded;
}

void find_excluded(struct check *check)
{
	size_t i;

	for (i = 0; i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];
		const struct match *match = rule->exclude ? NULL : find_exclusion(check, rule);
		struct finding *finding;

		if (!match)
			continue;
		finding = finding_add(check, rule, match->device);
		rule_format(rule, &finding->cause);
		text_puts(&finding->cause, " matches only devices that ");
		rule_format(match->rule, &finding->cause);
		text_puts(&finding->cause, " excludes: it has no effect");
		cure_by_removing(rule, &finding->cure);
		text_puts(&finding->cure, ", or, if the rule should win, ");
		cure_by_removing(match->rule, &finding->cure);
	}
}

void find_vendor_wildcard(struct check *check)
{
	size_t i;

	for (i = 0; i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];
		struct finding *finding;

		if (rule->exclude || rule->selector.kind != SELECTOR_ID ||
		    rule->selector.id.device != PCI_ANY || rule->class_digits ||
		    rule->id.vendor != PCI_ANY)
			continue;
		finding = finding_add(check, rule, NULL);
		rule_format(rule, &finding->cause);
		text_puts(&finding->cause,
			  " takes every device of this vendor, including devices added later");
		cure_by_removing(rule, &finding->cure);
		text_puts(&finding->cure, ", then add each device by its address");
	}
}

void find_storage_unnamed(struct check *check)
{
	size_t i;

	for (i = 0; i < check->matches.count; i++) {
		const struct match *match = &check->matches.list[i];
		struct finding *finding;

		if (match->verdict != VERDICT_STORAGE || check_taken(check, match->device) ||
		    protection_of(&check->machine->protection, &match->device->address))
			continue;
		finding = finding_add(check, match->rule, match->device);
		describe_taken(check, match, &finding->cause);
		text_puts(&finding->cause,
			  " is a storage controller, which requires a rule with its ID");
		text_puts(&finding->cure, "run 'vfio-prebind add ");
		describe_device(match->device, &finding->cure);
		text_puts(&finding->cure, "', or 'vfio-prebind add \\!");
		describe_device(match->device, &finding->cure);
		text_puts(&finding->cure, "' to exclude it");
	}
}
