// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks rules up in the configuration of an earlier image.
 */
#include "host/image/recall.h"

#include <errno.h>
#include <string.h>

#include "core/identity.h"
#include "core/match.h"
#include "core/serial.h"
#include "host/image/pin.h"

#define FUNCTIONS 8 /* of a slot */

/* What "word for word" compares: selector and conditions. 0 or -ENOMEM. */
static int name_rule(struct config *config, const struct rule *rule, const char **from)
{
	struct rule plain = rule_defaults;
	struct text text = { 0 };
	int r;

	plain.exclude = rule->exclude;
	plain.selector = rule->selector;
	plain.id = rule->id;
	plain.class = rule->class;
	plain.class_digits = rule->class_digits;
	plain.serial = rule->serial;
	rule_format(&plain, &text);
	r = text_error(&text);
	*from = r ? NULL : config_keep_name(config, text.data, text.length);
	text_free(&text);
	return *from ? 0 : -ENOMEM;
}

static bool is_of(const struct rule *card, const char *from)
{
	return card->identity.is_set && card->identity.from && !strcmp(card->identity.from, from);
}

/* Whether the rule had group=yes in the earlier image, which then has the members. */
static bool had_group(const struct config *memory, const char *from)
{
	size_t i;

	for (i = 0; i < memory->count; i++)
		if (is_of(&memory->rules[i], from) && memory->rules[i].group)
			return true;
	return false;
}

static int add(struct recalled *recalled, const struct rule *of, const struct rule *written)
{
	recalled->of[recalled->written.count] = of;
	return config_add_rule(&recalled->written, written);
}

/* The rule with the card, and with its own options. */
static int add_card(struct recalled *recalled, const struct rule *rule, const struct rule *card,
		    const char *from)
{
	struct rule kept = *rule;

	kept.selector = pin_narrow(&rule->selector, card->identity.was.function);
	kept.id = card->id;
	kept.serial = card->serial;
	kept.identity = card->identity;
	kept.identity.is_open = rule->group && (card->identity.is_open || !card->group);
	kept.identity.from = from;
	return add(recalled, rule, &kept);
}

static int add_member(struct recalled *recalled, const struct rule *rule, const struct rule *card,
		      const char *from)
{
	struct rule kept = *rule;

	kept.group = false;
	kept.class_digits = 0; /* a condition for what asks for its group */
	kept.selector = (struct selector){ .kind = SELECTOR_ADDRESS,
					   .id = PCI_ID_ANY,
					   .address = card->identity.was };
	kept.id = card->id;
	kept.serial = card->serial;
	kept.identity = card->identity;
	kept.identity.from = from;
	return add(recalled, rule, &kept);
}

/* One per function: two equal lines have the same cards. */
static int add_cards(struct recalled *recalled, const struct rule *rule, const char *from,
		     size_t *count)
{
	const struct config *memory = recalled->memory;
	bool has_members = had_group(memory, from), seen[FUNCTIONS] = { false };
	size_t i;
	int r = 0;

	*count = 0;
	for (i = 0; !r && i < memory->count; i++) {
		const struct rule *card = &memory->rules[i];
		bool *is_seen = &seen[card->identity.was.function];

		if (!is_of(card, from) || card->group != has_members || *is_seen)
			continue;
		*is_seen = true;
		r = add_card(recalled, rule, card, from);
		++*count;
	}
	return r;
}

static bool is_recalled(const struct recalled *recalled, const char *from)
{
	size_t i;

	for (i = 0; i < recalled->written.count; i++)
		if (is_of(&recalled->written.rules[i], from))
			return true;
	return false;
}

static int add_members(struct recalled *recalled, const struct rule *rule)
{
	const struct config *memory = recalled->memory;
	const char *from;
	size_t i;
	int r = name_rule(&recalled->written, rule, &from);

	if (r || is_recalled(recalled, from) || !had_group(memory, from))
		return r;
	for (i = 0; !r && i < memory->count; i++)
		if (is_of(&memory->rules[i], from) && !memory->rules[i].group)
			r = add_member(recalled, rule, &memory->rules[i], from);
	return r;
}

static int add_rule(struct recalled *recalled, const struct rule *rule)
{
	struct rule fresh = *rule;
	size_t count = 0;
	int r = 0;

	if (pin_is_wanted(rule) && !rule->identity.is_set) {
		r = name_rule(&recalled->written, rule, &fresh.identity.from);
		if (!r && recalled->memory)
			r = add_cards(recalled, rule, fresh.identity.from, &count);
	}
	return r || count ? r : add(recalled, rule, &fresh);
}

static int find_cards(struct recalled *recalled, const struct pci_devices *devices)
{
	struct config *now = &recalled->now;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < recalled->written.count; i++)
		r = config_add_rule(now, &recalled->written.rules[i]);
	if (r || !recalled->memory)
		return r;
	now->serials = recalled->memory->serials; /* borrowed */
	now->serial_count = recalled->memory->serial_count;
	now->has_unknown_serial = recalled->memory->has_unknown_serial;
	r = identities_resolve(now, devices);
	now->serials = NULL;
	now->serial_count = 0;
	return r;
}

int recall(const struct config *config, const struct config *memory,
	   const struct pci_devices *devices, struct recalled *recalled)
{
	size_t i, most = FUNCTIONS * config->count + (memory ? memory->count : 0);
	int r = 0;

	memset(recalled, 0, sizeof(*recalled));
	recalled->memory = memory;
	recalled->of = calloc(most + 1, sizeof(const struct rule *));
	if (!recalled->of)
		return -ENOMEM;
	for (i = 0; !r && memory && i < config->count; i++)
		if (config->rules[i].group && pin_is_wanted(&config->rules[i]))
			r = add_members(recalled, &config->rules[i]);
	for (i = 0; !r && i < config->count; i++)
		r = add_rule(recalled, &config->rules[i]);
	return r ? r : find_cards(recalled, devices);
}

void recalled_free(struct recalled *recalled)
{
	config_free(&recalled->written);
	config_free(&recalled->now);
	free(recalled->of);
}

const struct pci_device *recalled_find(const struct rule *now, const struct pci_devices *devices)
{
	struct pci_range range = selector_range(&now->selector, devices);
	size_t i;

	for (i = 0; i < range.count; i++)
		if (rule_selects(now, devices, pci_at(&range, i)))
			return pci_at(&range, i);
	return NULL;
}

int recall_forget(struct config *memory, const struct rule *rule)
{
	struct config names = { 0 };
	const char *from;
	size_t i, kept = 0;
	int r = name_rule(&names, rule, &from);

	for (i = 0; !r && i < memory->count; i++)
		if (!is_of(&memory->rules[i], from))
			memory->rules[kept++] = memory->rules[i];
	if (!r)
		memory->count = kept;
	config_free(&names);
	return r;
}

/*
 * Numbers of cards that stand in for others: replacements, and cards that replace one without a
 * number. The image must not know them, or it would no longer take them.
 */
struct replacements {
	uint64_t *list;
	size_t count;
};

static int find_replacements(const struct config *now, const struct pci_devices *devices,
			     struct replacements *out)
{
	size_t i;

	out->list = calloc(now->count + 1, sizeof(*out->list));
	if (!out->list)
		return -ENOMEM;
	for (i = 0; i < now->count; i++) {
		const struct rule *rule = &now->rules[i];
		const struct pci_device *device = rule->identity.is_set && !rule->exclude
							  ? recalled_find(rule, devices)
							  : NULL;

		if (device && device->serial_state == PCI_SERIAL_KNOWN &&
		    device->serial != rule->serial)
			out->list[out->count++] = device->serial;
	}
	return 0;
}

static bool is_replacement(const struct replacements *replacements, uint64_t serial)
{
	size_t i;

	for (i = 0; i < replacements->count; i++)
		if (replacements->list[i] == serial)
			return true;
	return false;
}

static bool is_there(const struct pci_devices *devices, uint64_t serial)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].serial_state == PCI_SERIAL_KNOWN &&
		    devices->list[i].serial == serial)
			return true;
	return false;
}

static void write_serial(uint64_t value, size_t *count, struct text *out)
{
	char serial[SERIAL_SIZE];

	if (++*count > CONFIG_SERIALS_MAX)
		return;
	serial_format(value, serial);
	text_printf(out, "@serial %s\n", serial);
}

int recalled_list_serials(const struct recalled *recalled, const struct pci_devices *devices,
			  struct text *out)
{
	const struct config *memory = recalled->memory;
	struct replacements replacements = { 0 };
	bool has_unknown = memory && memory->has_unknown_serial;
	size_t i, count = 0;
	int r = find_replacements(&recalled->now, devices, &replacements);

	for (i = 0; !r && i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];
		uint64_t serial = identity_serial(devices, device);

		has_unknown |= !serial && device->serial_state >= PCI_SERIAL_KNOWN;
		if (serial && !is_replacement(&replacements, serial))
			write_serial(serial, &count, out);
	}
	if (has_unknown)
		text_puts(out, "@serial " SERIAL_UNKNOWN "\n");
	for (i = 0; !r && memory && i < memory->serial_count; i++)
		if (!is_there(devices, memory->serials[i]))
			write_serial(memory->serials[i], &count, out);
	free(replacements.list);
	return r;
}
