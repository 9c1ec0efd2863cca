// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Outcomes in words.
 */
#include "core/outcome.h"

#include <errno.h>

#include "core/error.h"

static const char *const steps[] = {
	[ACTION_OVERRIDE] = "cannot set its driver_override",
	[ACTION_LOAD] = "cannot load the driver's module",
	[ACTION_UNBIND] = "its host driver did not release it",
	[ACTION_PROBE] = "the driver did not bind to it",
};

static const char *const words[] = {
	[OUTCOME_OPEN] = "planned", [OUTCOME_BOUND] = "bound", [OUTCOME_RELEASED] = "released",
	[OUTCOME_HELD] = "held",    [OUTCOME_STUCK] = "stuck", [OUTCOME_GONE] = "gone",
};

const char *outcome_word(const struct match *match, const struct outcome *outcome)
{
	if (match->verdict == VERDICT_ALREADY)
		return "already";
	if (match->verdict == VERDICT_EXCLUDED)
		return "excluded";
	if (match->verdict == VERDICT_KEPT)
		return "kept";
	if (match->verdict != VERDICT_WANTED)
		return "skipped";
	return words[outcome->state];
}

bool outcome_is_problem(const struct match *match, const struct outcome *outcome)
{
	if (match->verdict == VERDICT_WANTED)
		return outcome->state != OUTCOME_BOUND;
	return verdict_is_problem(match->verdict);
}

static void explain_id(const struct pci_id *id, struct text *out)
{
	selector_format_pair(id->vendor, id->device, out);
	text_puts(out, " subsystem ");
	selector_format_pair(id->subvendor, id->subdevice, out);
}

/* The function here is not the card that the image was built for. */
static bool explain_other_card(const struct match *match, struct text *out)
{
	const struct rule *rule = match->rule;

	if (rule->identity.fate == IDENTITY_UNKNOWN)
		text_puts(out,
			  "skipped: a serial number needed to identify the card cannot be read");
	else if (rule->identity.fate == IDENTITY_MISSING &&
		 pci_id_matches(&rule->id, &match->device->id))
		text_puts(out, "skipped: an identical card, but not the one that the rule names");
	else
		return false;
	return true;
}

/* Where the card was, or that it is a replacement. */
static void explain_card(const struct rule *rule, struct text *out)
{
	char was[PCI_ADDRESS_SIZE];

	pci_address_format(&rule->identity.was, was);
	if (rule->identity.fate == IDENTITY_MOVED)
		text_printf(out, ", moved from %s", was);
	else if (rule->identity.fate == IDENTITY_REPLACED)
		text_puts(out, ", in place of the card that the image was built for");
}

static void explain_mismatch(const struct match *match, struct text *out)
{
	if (explain_other_card(match, out))
		return;
	text_puts(out, "skipped: the device is ");
	explain_id(&match->device->id, out);
	text_printf(out, " class %06x, but the rule is ", match->device->class);
	rule_format(match->rule, out);
}

static void explain_failure(const struct match *match, const struct outcome *outcome,
			    struct text *out)
{
	text_printf(out, ": %s", steps[outcome->step]);
	if (outcome->error && (outcome->step != ACTION_PROBE || outcome->error != -ENODEV))
		text_printf(out, ": %s", error_text(outcome->error));
	if (outcome->step == ACTION_PROBE && match->device->group < 0)
		text_puts(out, "; it has no IOMMU group");
}

static void explain_wanted(const struct match *match, const struct outcome *outcome,
			   struct text *out)
{
	const char *driver = match->rule->driver, *before = match->device->driver;

	switch (outcome->state) {
	case OUTCOME_OPEN:
		text_printf(out, "to be bound to %s", driver);
		if (*before)
			text_printf(out, ", taken from %s", before);
		explain_card(match->rule, out);
		return;
	case OUTCOME_BOUND:
		text_printf(out, "bound to %s", driver);
		if (*before || *outcome->unbound)
			text_printf(out, ", taken from %s", *before ? before : outcome->unbound);
		explain_card(match->rule, out);
		return;
	case OUTCOME_RELEASED:
		text_printf(out, "not bound to %s, left to its host driver", driver);
		break;
	case OUTCOME_HELD:
		text_printf(out, "not bound to %s, held without a driver", driver);
		break;
	case OUTCOME_STUCK:
		text_printf(out, "not bound to %s, and could not be released or held", driver);
		break;
	case OUTCOME_GONE:
		text_printf(out, "not bound to %s, the function is gone", driver);
		break;
	}
	explain_failure(match, outcome, out);
}

void outcome_explain(const struct match *match, const struct outcome *outcome, struct text *out)
{
	switch (match->verdict) {
	case VERDICT_WANTED:
		explain_wanted(match, outcome, out);
		return;
	case VERDICT_ALREADY:
		text_printf(out, "already bound to %s", match->device->driver);
		return;
	case VERDICT_KEPT:
		text_puts(out, "left to its host driver for its virtual functions");
		return;
	case VERDICT_BRIDGE:
	case VERDICT_PASSED:
		text_puts(
			out,
			pci_is_bridge(match->device)
				? "skipped: bridges are never bound"
				: "skipped: class 0680 requires a rule with its ID or its address");
		return;
	case VERDICT_EXCLUDED:
		text_printf(out, "skipped: excluded by %s", match->rule->source.file);
		if (match->rule->source.line)
			text_printf(out, ":%u", match->rule->source.line);
		return;
	case VERDICT_MISMATCH:
		explain_mismatch(match, out);
		return;
	case VERDICT_STORAGE:
		text_puts(out, "skipped: a storage controller requires a rule with its ID");
		return;
	case VERDICT_BUSY:
		text_printf(out, "skipped: bound to %s, and take-builtin=no is set",
			    match->device->driver);
		return;
	case VERDICT_NEWCOMER:
		text_puts(out, "skipped: it was not in this IOMMU group when the image was built");
		return;
	case VERDICT_DOUBT:
		text_puts(out, "skipped: part of the input could not be read and may exclude it");
		return;
	}
}

void source_explain(const struct source *source, struct text *out)
{
	text_printf(out, " (%s", source->file);
	if (source->line)
		text_printf(out, ":%u", source->line);
	text_puts(out, ")");
}

void outcome_describe(const struct match *match, const struct outcome *outcome, const char *why,
		      struct text *out)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&match->device->address, address);
	text_printf(out, "%s ", address);
	selector_format_pair(match->device->id.vendor, match->device->id.device, out);
	text_puts(out, " ");
	if (why)
		text_puts(out, why);
	else
		outcome_explain(match, outcome, out);
	source_explain(&match->wanted_by->source, out);
}
