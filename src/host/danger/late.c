// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rules for functions that are here now and that the boot stage does not see, and for virtual ones
 * that cannot be made.
 */
#include "host/danger/danger.h"
#include "host/machine/needs.h"
#include "host/sriov/sriov.h"

static bool is_wanted(const struct match *match)
{
	return match->verdict != VERDICT_EXCLUDED && match->verdict != VERDICT_MISMATCH &&
	       match->verdict != VERDICT_BRIDGE && match->verdict != VERDICT_PASSED &&
	       match->verdict != VERDICT_KEPT;
}

/* The physical function, if the function is a virtual one and the rules are about it. */
static const struct match *match_physical(const struct check *check, const struct late *late)
{
	const struct pci_device *physical =
		late->kind == LATE_VIRTUAL && late->has_origin
			? pci_devices_find(&check->devices, &late->origin)
			: NULL;

	return physical ? check_match(check, physical) : NULL;
}

/*
 * Virtual functions that a rule names beside others may go with their physical one, and those that
 * vfs= makes are as they should be.
 */
static bool is_promised(const struct check *check, const struct match *match,
			const struct late *late)
{
	const struct match *physical = match_physical(check, late);

	if (!is_wanted(match) || (physical && physical->verdict == VERDICT_KEPT))
		return false;
	return late->kind != LATE_VIRTUAL || rule_finds_nothing(match->rule, &check->devices);
}

/* The DMA of what is behind VMD is VMD's, and so is its IOMMU group. */
static void advise_vmd(const struct check *check, const struct late *late, struct text *out)
{
	/* what is about to be added is not listed yet */
	const struct check *listed = check->before ? check->before : check;
	const struct pci_device *origin_device = pci_devices_find(&listed->devices, &late->origin);
	char origin[PCI_ADDRESS_SIZE];

	pci_address_format(&late->origin, origin);
	if (origin_device && check_taken(listed, origin_device))
		text_printf(out, "%s is listed, which passes through everything behind it", origin);
	else if (machine_needs(check->machine, &late->origin, NULL))
		text_printf(out, "turn VMD off in the firmware setup, because this host needs %s",
			    origin);
	else
		text_printf(out,
			    "run 'vfio-prebind add %s' to pass through the controller with "
			    "everything behind it, or turn VMD off in the firmware setup",
			    origin);
}

/* How many virtual functions there are now; a captured machine may lack the number. */
static unsigned int count_virtual(struct fs *fs, const struct pci_address *physical)
{
	struct pci_address ignored;
	unsigned int count = sriov_count(fs, physical);

	while (sriov_find_virtual(fs, physical, count, &ignored))
		count++;
	return count;
}

/* It is bound nevertheless: what else to do about it, if all have this origin. */
static void advise_late(const struct check *check, const struct late *late, bool has_one_origin,
			struct text *out)
{
	unsigned int count = late->kind == LATE_VIRTUAL && late->has_origin && has_one_origin
				     ? count_virtual(check->machine->fs, &late->origin)
				     : 0;
	char origin[PCI_ADDRESS_SIZE];

	if (!count || match_physical(check, late)) {
		text_puts(out, "no action is needed; if a host driver is loaded by then, it is "
			       "unbound from it");
		return;
	}
	pci_address_format(&late->origin, origin);
	text_printf(out, "run 'vfio-prebind add %s vfs=%u' to keep its host driver away from it",
		    origin, count);
}

/* What can never be bound, by itself or because its physical function is. */
static bool is_lost(const struct check *check, const struct match *match, const struct late *late)
{
	const struct match *physical = match_physical(check, late);

	return late_is_behind_vmd(late, match->device) ||
	       (physical && check_taken(check, physical->device));
}

static void add_lost(struct check *check, const struct match *match, const struct late *late,
		     struct finding *finding)
{
	bool finds_others = !rule_finds_nothing(match->rule, &check->devices);

	if (finds_others)
		finding->severity = SEVERITY_WARNING;
	if (finds_others)
		cure_by_excluding(match, &finding->cure);
	else
		cure_by_removing(match->rule, &finding->cure);
	if (late->kind == LATE_VIRTUAL) {
		text_puts(&finding->cause, ", and there is none while that is bound to vfio-pci");
		return;
	}
	advise_vmd(check, late, &finding->instead);
	text_puts(&finding->cure, ", then ");
	text_puts(&finding->cure, text_string(&finding->instead));
}

/* The first of so many. */
static void add_late(struct check *check, const struct match *match, size_t count,
		     bool has_one_origin)
{
	const struct late *late = machine_late(check->machine, match->device);
	struct finding *finding = finding_add(check, match->rule, match->device);

	if (count > 1) {
		rule_format(match->rule, &finding->cause);
		text_printf(&finding->cause,
			    " matches %zu functions that the boot stage does not see: ", count);
		describe_device(match->device, &finding->cause);
	} else {
		describe_taken(check, match, &finding->cause);
	}
	text_puts(&finding->cause, " ");
	late_explain(late, &finding->cause);
	if (is_lost(check, match, late)) {
		add_lost(check, match, late, finding);
		return;
	}
	finding->severity = SEVERITY_NOTE;
	text_puts(&finding->cause, "; it is bound when it appears");
	advise_late(check, late, has_one_origin, &finding->cure);
	text_puts(&finding->instead, text_string(&finding->cure));
}

/* Once for each rule. */
static void find_late_of(struct check *check, const struct rule *rule, const struct matches *now)
{
	const struct match *first = NULL;
	bool has_one_origin = true;
	size_t i, count = 0;

	for (i = 0; i < now->count; i++) {
		const struct match *match = &now->list[i];
		const struct late *late = machine_late(check->machine, match->device);

		if (match->rule != rule || !late || !is_promised(check, match, late))
			continue;
		first = first ? first : match;
		if (pci_address_compare(&late->origin,
					&machine_late(check->machine, first->device)->origin))
			has_one_origin = false;
		count++;
	}
	if (first)
		add_late(check, first, count, has_one_origin);
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

/* The same rule with fewer of them. */
static void advise_fewer(const struct rule *rule, unsigned int total, struct text *out)
{
	text_puts(out, ", then run 'vfio-prebind add ");
	selector_format(&rule->selector, out);
	text_printf(out, " vfs=%u'", total);
}

/* Without sriov_totalvfs, which sriov_total() reads, a function has none. */
void find_vfs_too_many(struct check *check)
{
	size_t i;

	for (i = 0; i < check->matches.count; i++) {
		const struct match *match = &check->matches.list[i];
		unsigned int wanted = match->rule->vfs.count;
		unsigned int total = sriov_total(check->machine->fs, &match->device->address);
		struct finding *finding;

		if (match->verdict != VERDICT_KEPT || wanted <= total)
			continue;
		finding = finding_add(check, match->rule, match->device);
		describe_device(match->device, &finding->cause);
		if (total)
			text_printf(&finding->cause, " can have %u virtual functions, not %u",
				    total, wanted);
		else
			text_puts(&finding->cause, " cannot have virtual functions");
		cure_by_removing(match->rule, &finding->cure);
		if (total)
			advise_fewer(match->rule, total, &finding->cure);
	}
}
