// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sentences about cards.
 */
#include "host/image/card_news.h"

#include "core/identity.h"
#include "core/match.h"
#include "core/serial.h"

static void write_card(const struct pci_id *id, uint64_t number, struct text *out)
{
	char serial[SERIAL_SIZE];

	selector_format_pair(id->vendor, id->device, out);
	if (!number)
		return;
	serial_format(number, serial);
	text_printf(out, " serial %s", serial);
}

/* Escaped for a shell, which interprets "*". */
static void write_selector(const struct rule *rule, struct text *out)
{
	struct text selector = { 0 };
	const char *c;

	selector_format(&rule->selector, &selector);
	for (c = text_string(&selector); *c; c++)
		text_printf(out, "%s%c", *c == '*' ? "\\" : "", *c);
	if (text_error(&selector))
		out->error = text_error(&selector);
	text_free(&selector);
}

void card_news_repin(const struct recalled *recalled, size_t index,
		     const struct pci_devices *devices, const struct protection *protection,
		     struct text *out)
{
	const struct rule *last = recalled->of[index];
	size_t i;

	text_puts(out, "run 'vfio-prebind apply --repin ");
	write_selector(last, out);
	for (i = 0; i < recalled->written.count; i++) {
		if (recalled->of[i] == recalled->of[index] || recalled->of[i] == last ||
		    !card_news_asks(recalled, i, devices, protection))
			continue;
		last = recalled->of[i];
		text_puts(out, ",");
		write_selector(last, out);
	}
	text_puts(out, "'");
}

/* What is at the old address, and how to pin the line to it, unless the host needs it. */
static void explain_place(const struct recalled *recalled, size_t index,
			  const struct pci_devices *devices, const struct protection *protection,
			  struct text *out)
{
	const struct pci_device *there =
		pci_devices_find(devices, &recalled->written.rules[index].identity.was);
	char was[PCI_ADDRESS_SIZE];

	pci_address_format(&there->address, was);
	text_printf(out, "; the card at %s is now ", was);
	write_card(&there->id, there->serial, out);
	text_puts(out, ", which this line does not match");
	if (protection_of(protection, &there->address))
		return;
	text_puts(out, ": to pin it, ");
	card_news_repin(recalled, index, devices, protection, out);
}

static void explain_gone(const struct rule *written, const char *was, struct text *out)
{
	text_printf(out, "the card pinned at %s (", was);
	write_card(&written->id, written->serial, out);
	text_puts(out, ") is no longer in this machine");
}

static void explain_moved(const struct rule *written, const char *was,
			  const struct pci_device *device, struct text *out)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	text_puts(out, "the card ");
	write_card(&written->id, written->serial, out);
	text_printf(out, " moved from %s to %s: the line follows it", was, address);
}

static void explain_replaced(const struct rule *written, const char *was,
			     const struct pci_device *device, struct text *out)
{
	explain_gone(written, was, out);
	text_puts(out, "; a card of the same model (");
	write_card(&device->id, device->serial, out);
	text_puts(out, ") is in its place and is taken instead");
}

void card_news_explain(const struct recalled *recalled, size_t index,
		       const struct pci_devices *devices, const struct protection *protection,
		       struct text *out)
{
	const struct rule *written = &recalled->written.rules[index];
	const struct rule *now = &recalled->now.rules[index];
	const struct pci_device *device = recalled_find(now, devices);
	const struct pci_device *there = pci_devices_find(devices, &written->identity.was);
	enum identity_fate fate = now->identity.fate;
	char was[PCI_ADDRESS_SIZE];

	pci_address_format(&written->identity.was, was);
	if (fate == IDENTITY_UNKNOWN)
		text_printf(out,
			    "cannot tell where the card pinned at %s is: a serial number cannot be "
			    "read",
			    was);
	else if (fate == IDENTITY_MOVED && device)
		explain_moved(written, was, device, out);
	else if (fate == IDENTITY_REPLACED && device)
		explain_replaced(written, was, device, out);
	else if (fate == IDENTITY_MISSING)
		explain_gone(written, was, out);
	else
		return;
	if (there && there != device && !written->exclude && fate != IDENTITY_UNKNOWN)
		explain_place(recalled, index, devices, protection, out);
}

bool card_news_asks(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, const struct protection *protection)
{
	const struct rule *written = &recalled->written.rules[index];
	const struct pci_address *was = &written->identity.was;
	enum identity_fate fate = recalled->now.rules[index].identity.fate;

	if (!written->identity.is_set || written->exclude ||
	    written->group != recalled->of[index]->group || protection_of(protection, was))
		return false;
	return fate == IDENTITY_REPLACED ||
	       (fate == IDENTITY_MISSING && pci_devices_find(devices, was));
}

/* The rule's own selector, where the card is now. */
static void move(struct selector *selector, const struct pci_devices *devices,
		 const struct pci_device *device)
{
	struct selector place;

	if (selector->kind == SELECTOR_ADDRESS) {
		int8_t function = selector->address.function;

		selector->address = device->address;
		selector->address.function = function;
	} else if (!identity_place(devices, device, &place) && place.kind == SELECTOR_PATH) {
		place.below[place.depth - 1].function =
			selector->below[selector->depth - 1].function;
		*selector = place;
	}
}

void card_news_line(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, struct text *out)
{
	const struct rule *of = recalled->of[index], *now = &recalled->now.rules[index];
	const struct pci_device *device = recalled_find(now, devices);
	struct rule line = *of;

	if (now->identity.fate != IDENTITY_MOVED || !device ||
	    (index && recalled->of[index - 1] == of) ||
	    recalled->written.rules[index].group != of->group)
		return;
	move(&line.selector, devices, device);
	if (!selector_equals(&line.selector, &of->selector))
		rule_format(&line, out);
}
