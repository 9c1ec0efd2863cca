// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cards that have moved or are gone: a rule does not take what its address suggests.
 */
#include "host/danger/danger.h"
#include "host/image/card_news.h"

static void cure_moved(const struct pci_device *card, struct text *out)
{
	text_puts(out, "no action is needed; the line can name ");
	describe_device(card, out);
	text_puts(out, " instead");
}

static void cure_card(const struct check *check, size_t index, const struct pci_device *card,
		      struct text *out)
{
	const struct rule *rule = check->recalled.of[index];
	const struct rule *now = &check->recalled.now.rules[index];

	switch (now->identity.fate) {
	case IDENTITY_MOVED:
		cure_moved(card, out);
		break;
	case IDENTITY_REPLACED:
		text_puts(out, "if that is the intended card, ");
		card_news_repin(&check->recalled, index, &check->devices,
				&check->machine->protection, out);
		text_puts(out, "; or ");
		cure_by_removing(rule, out);
		break;
	case IDENTITY_UNKNOWN:
		text_puts(out, "run 'vfio-prebind check' as root");
		break;
	default:
		cure_by_removing(rule, out);
	}
}

/* A card that the booted image knew. */
static void add_recalled(struct check *check, size_t index)
{
	const struct rule *rule = check->recalled.of[index];
	const struct rule *now = &check->recalled.now.rules[index];
	const struct pci_device *card = selector_first(&now->selector, &check->devices);
	struct finding *finding;
	struct text why = { 0 };

	card_news_explain(&check->recalled, index, &check->devices, &check->machine->protection,
			  &why);
	if (why.length) {
		finding = finding_add(check, rule, card);
		rule_format(rule, &finding->cause);
		text_printf(&finding->cause, ": %s", text_string(&why));
		cure_card(check, index, card, &finding->cure);
		if (now->identity.fate == IDENTITY_MOVED)
			finding->severity = SEVERITY_NOTE;
	}
	if (text_error(&why))
		check->error = text_error(&why);
	text_free(&why);
}

/* A card whose serial number is in the line. */
static void add_moved(struct check *check, const struct match *match)
{
	struct finding *finding = finding_add(check, match->rule, match->device);

	rule_format(match->rule, &finding->cause);
	text_puts(&finding->cause, ": the card with this serial number is at ");
	describe_device(match->device, &finding->cause);
	text_puts(&finding->cause, ", and the rule follows it");
	cure_moved(match->device, &finding->cure);
	finding->severity = SEVERITY_NOTE;
}

void find_card_changed(struct check *check)
{
	const struct recalled *recalled = &check->recalled;
	size_t i;

	for (i = 0; i < recalled->written.count; i++)
		if (recalled->now.rules[i].identity.is_set && !recalled->now.rules[i].exclude)
			add_recalled(check, i);
	for (i = 0; i < check->devices.count; i++) {
		const struct match *match = check_taken(check, &check->devices.list[i]);

		if (match && match->rule->serial && !match->by_group &&
		    !selector_matches(&match->rule->selector, &check->devices, match->device) &&
		    !check_has_reported(check, match->rule, &match->device->address))
			add_moved(check, match);
	}
}
