// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rules for functions that are here now and that the boot stage does not see.
 */
#include "host/danger/danger.h"
#include "host/machine/needs.h"

static bool is_wanted(const struct match *match)
{
	return match->verdict != VERDICT_EXCLUDED && match->verdict != VERDICT_MISMATCH &&
	       match->verdict != VERDICT_BRIDGE && match->verdict != VERDICT_PASSED;
}

/* Virtual functions that a rule names beside others may go with their physical one. */
static bool is_promised(const struct check *check, const struct match *match,
			const struct late *late)
{
	return is_wanted(match) &&
	       (late->kind != LATE_VIRTUAL || rule_finds_nothing(match->rule, &check->devices));
}

/* The DMA of what is behind VMD is VMD's, and so is its IOMMU group. */
static void advise_vmd(const struct check *check, const struct late *late, struct text *out)
{
	const struct pci_device *origin_device = pci_devices_find(&check->devices, &late->origin);
	char origin[PCI_ADDRESS_SIZE];

	pci_address_format(&late->origin, origin);
	if (origin_device && check_taken(check, origin_device))
		text_printf(out, "%s is listed, and gives away all that is behind it", origin);
	else if (machine_needs(check->machine, &late->origin, NULL))
		text_printf(out, "turn VMD off in the firmware setup, since this host needs %s",
			    origin);
	else
		text_printf(out,
			    "run 'vfio-prebind add %s' to give away the controller with all "
			    "that is behind it, or turn VMD off in the firmware setup",
			    origin);
}

static void advise(const struct check *check, const struct match *match, const struct late *late,
		   struct text *out)
{
	bool is_guess = late->kind == LATE_REMOVABLE || late->kind == LATE_UNSEEN;

	if (late_is_behind_vmd(late, match->device)) {
		advise_vmd(check, late, out);
		return;
	}
	text_puts(out, is_guess ? "if it comes after the boot, " : "");
	text_puts(out, "run 'vfio-prebind bind ");
	if (match->by_group)
		describe_device(match->device, out);
	else
		escape_selector(match->rule, out);
	text_puts(out, is_guess ? "'" : "' after each boot");
}

/* The first of so many. */
static void add_late(struct check *check, const struct match *match, size_t count)
{
	const struct late *late = machine_late(check->machine, match->device);
	struct finding *finding = finding_add(check, match->rule, match->device);
	bool finds_others = !rule_finds_nothing(match->rule, &check->devices);

	if (finds_others || late->kind == LATE_REMOVABLE || late->kind == LATE_UNSEEN)
		finding->severity = SEVERITY_WARNING;
	if (count > 1) {
		rule_format(match->rule, &finding->cause);
		text_printf(&finding->cause,
			    " names %zu functions that the boot stage does not see: ", count);
		describe_device(match->device, &finding->cause);
	} else {
		describe_taken(check, match, &finding->cause);
	}
	text_puts(&finding->cause, " ");
	late_explain(late, &finding->cause);
	advise(check, match, late, &finding->instead);
	if (late->kind == LATE_VIRTUAL || late->kind == LATE_CONTROLLER) {
		if (finds_others)
			cure_by_excluding(match, &finding->cure);
		else
			cure_by_removing(match->rule, &finding->cure);
		text_puts(&finding->cure, ", then ");
	}
	text_puts(&finding->cure, text_string(&finding->instead));
}

/* Once for each rule. */
static void find_late_of(struct check *check, const struct rule *rule, const struct matches *now)
{
	const struct match *first = NULL;
	size_t i, count = 0;

	for (i = 0; i < now->count; i++) {
		const struct match *match = &now->list[i];
		const struct late *late = machine_late(check->machine, match->device);

		if (match->rule != rule || !late || !is_promised(check, match, late))
			continue;
		first = first ? first : match;
		count++;
	}
	if (first)
		add_late(check, first, count);
}

void find_not_at_boot(struct check *check)
{
	struct matches now = { 0 };
	size_t i;
	int r = matches_find(check->config, &check->machine->inputs.devices, &now);

	if (r)
		check->error = r;
	for (i = 0; i < check->config->count; i++)
		find_late_of(check, &check->config->rules[i], &now);
	matches_free(&now);
}
