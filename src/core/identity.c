// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds pinned cards again.
 */
#include "core/identity.h"

#include <errno.h>

/* The functions of a rule's kind, one of which may be its card. */
struct candidates {
	const struct pci_device *at_place; /* NULL: none */
	const struct pci_device *holder;   /* one with the rule's number */
	bool is_shared;                    /* another slot shows the same number */
	bool is_unknown;                   /* a number cannot be read */
};

bool identity_is_kind(const struct rule *rule, const struct pci_device *device)
{
	return pci_id_matches(&rule->id, &device->id) &&
	       device->address.function == rule->identity.was.function;
}

static bool has_serial(const struct pci_device *device, uint64_t serial)
{
	return device->serial_state == PCI_SERIAL_KNOWN && device->serial == serial;
}

static bool is_listed(const struct config *config, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < config->serial_count; i++)
		if (has_serial(device, config->serials[i]))
			return true;
	return false;
}

static struct candidates find_candidates(const struct rule *rule, const struct pci_devices *devices)
{
	struct pci_device key = { .id = rule->id };
	struct pci_range range = pci_devices_range(devices, PCI_BY_ID, &key);
	struct candidates found = { 0 };
	size_t i;

	for (i = 0; i < range.count; i++) {
		const struct pci_device *device = pci_at(&range, i);

		if (!identity_is_kind(rule, device))
			continue;
		if (selector_matches(&rule->identity.place, devices, device))
			found.at_place = device;
		found.is_unknown |= device->serial_state == PCI_SERIAL_UNKNOWN;
		if (!rule->serial || !has_serial(device, rule->serial))
			continue;
		found.is_shared |= found.holder != NULL;
		found.holder = device;
	}
	return found;
}

/* The function in the place is the card, unless its number says otherwise. */
static const struct pci_device *take_place(const struct config *config, const struct rule *rule,
					   const struct candidates *found)
{
	const struct pci_device *device = found->at_place;

	if (!device || (is_listed(config, device) && !has_serial(device, rule->serial)))
		return NULL;
	return device;
}

/*
 * With its number in its place, it is the card: if another one shows the number too, the place
 * decides. Otherwise a card that cannot be read may be the one, or a second one with its number.
 */
static enum identity_fate find_numbered(const struct config *config, const struct rule *rule,
					const struct pci_devices *devices,
					const struct candidates *found,
					const struct pci_device **card)
{
	const struct pci_device *at_place = found->at_place;

	if (at_place && has_serial(at_place, rule->serial)) {
		*card = at_place;
		return IDENTITY_FOUND;
	}
	if (found->is_unknown || devices->is_partial)
		return IDENTITY_UNKNOWN;
	if (found->holder) { /* two show the number, and neither is in the place */
		*card = found->is_shared ? NULL : found->holder;
		return IDENTITY_FOUND;
	}
	*card = take_place(config, rule, found);
	/*
	 * A card without a number cannot be one of the numbered ones. A card with a new number may
	 * be the one that could not be read.
	 */
	if (*card && ((*card)->serial_state != PCI_SERIAL_KNOWN || config->has_unknown_serial))
		*card = NULL;
	return IDENTITY_REPLACED;
}

static enum identity_fate find_card(const struct config *config, const struct rule *rule,
				    const struct pci_devices *devices,
				    const struct pci_device **card)
{
	struct candidates found = find_candidates(rule, devices);
	const struct pci_device *at_place = found.at_place;
	enum identity_fate fate = IDENTITY_FOUND;

	*card = NULL;
	if (rule->serial)
		fate = find_numbered(config, rule, devices, &found, card);
	else if (at_place && at_place->serial_state == PCI_SERIAL_UNKNOWN && config->serial_count)
		fate = IDENTITY_UNKNOWN; /* it may be a numbered twin */
	else
		*card = take_place(config, rule, &found);
	if (fate == IDENTITY_UNKNOWN)
		return fate;
	if (!*card)
		return IDENTITY_MISSING;
	if (fate == IDENTITY_FOUND && pci_address_compare(&(*card)->address, &rule->identity.was))
		fate = IDENTITY_MOVED;
	return fate;
}

/* Whether the function may be the rule's card: nothing that it shows says otherwise. */
static bool may_be_card(const struct config *config, const struct rule *rule,
			const struct pci_device *device)
{
	if (!identity_is_kind(rule, device))
		return false;
	if (device->serial_state == PCI_SERIAL_UNKNOWN || has_serial(device, rule->serial))
		return true;
	return !rule->serial && !is_listed(config, device);
}

/*
 * An exclusion may cover too much, never too little: if its card is not found, it covers the place,
 * whatever is there, and every function that may be the card.
 */
static int exclude_candidates(struct config *config, size_t index,
			      const struct pci_devices *devices)
{
	struct rule rule = config->rules[index], *place = &config->rules[index];
	struct pci_device key = { .id = rule.id };
	struct pci_range range = pci_devices_range(devices, PCI_BY_ID, &key);
	size_t i;
	int r = 0;

	place->selector = rule.identity.place;
	place->id = PCI_ID_ANY;
	place->class_digits = 0;
	place->serial = 0;
	for (i = 0; !r && i < range.count; i++) {
		if (!may_be_card(config, &rule, pci_at(&range, i)))
			continue;
		r = config_exclude(config, rule.source.file, &pci_at(&range, i)->address);
		if (!r) {
			config->rules[config->count - 1].source = rule.source;
			config->rules[config->count - 1].is_own = rule.is_own;
		}
	}
	return r;
}

static int resolve(struct config *config, size_t index, const struct pci_devices *devices)
{
	struct rule *rule = &config->rules[index];
	const struct pci_device *card;

	rule->identity.fate = find_card(config, rule, devices, &card);
	if (!card)
		return rule->exclude ? exclude_candidates(config, index, devices) : 0;
	if (!selector_matches(&rule->selector, devices, card))
		rule->selector =
			(struct selector){ .kind = SELECTOR_ADDRESS, .address = card->address };
	return 0;
}

int identities_resolve(struct config *config, const struct pci_devices *devices)
{
	size_t count = config->count, i;
	int r = 0;

	for (i = 0; !r && i < count; i++)
		if (config->rules[i].identity.is_set)
			r = resolve(config, i, devices);
	return r;
}

int identity_place(const struct pci_devices *devices, const struct pci_device *device,
		   struct selector *place)
{
	const struct pci_device *step;
	size_t depth = 0, i;

	for (step = device; step->parent >= 0; step = &devices->list[step->parent])
		if (++depth > SELECTOR_PATH_MAX)
			return -E2BIG;
	*place = (struct selector){ .kind = depth ? SELECTOR_PATH : SELECTOR_ADDRESS,
				    .id = PCI_ID_ANY,
				    .address = step->address,
				    .depth = depth };
	for (step = device, i = depth; i > 0; step = &devices->list[step->parent])
		place->below[--i] = step->address;
	return 0;
}

/* Whether a function in another slot has the same number. */
static bool is_shared(const struct pci_devices *devices, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].serial == device->serial && !devices->list[i].is_virtual &&
		    !pci_same_slot(&devices->list[i].address, &device->address))
			return true;
	return false;
}

uint64_t identity_serial(const struct pci_devices *devices, const struct pci_device *device)
{
	if (device->serial_state != PCI_SERIAL_KNOWN)
		return 0;
	return device->is_virtual || !is_shared(devices, device) ? device->serial : 0;
}
