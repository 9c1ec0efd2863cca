// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes identities for the functions that rules name.
 */
#include "host/image/pin.h"

#include "core/identity.h"
#include "core/match.h"

bool pin_is_wanted(const struct rule *rule)
{
	return rule->pin && rule->selector.kind != SELECTOR_ID;
}

/* The function number of a place, PCI_ANY for all. */
static int function_of(const struct selector *selector)
{
	return selector->kind == SELECTOR_PATH ? selector->below[selector->depth - 1].function
					       : selector->address.function;
}

bool pin_means(const struct rule *rule, const struct pci_devices *devices,
	       const struct pci_device *device)
{
	int function = function_of(&rule->selector);

	if (!rule_conditions_hold(rule, device))
		return false;
	if (rule->serial && identity_serial(devices, device) != rule->serial)
		return false;
	if (rule->serial)
		return function == PCI_ANY || function == device->address.function;
	return selector_matches(&rule->selector, devices, device);
}

struct selector pin_narrow(const struct selector *selector, int8_t function)
{
	struct selector narrow = *selector;

	if (selector->kind == SELECTOR_PATH)
		narrow.below[selector->depth - 1].function = function;
	else
		narrow.address.function = function;
	return narrow;
}

struct rule pin_make(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	struct rule pinned = *rule;
	struct identity *identity = &pinned.identity;

	pinned.selector = pin_narrow(&rule->selector, device->address.function);
	pinned.id = device->id;
	pinned.serial = identity_serial(devices, device);
	identity->was = pinned.selector.kind == SELECTOR_ADDRESS ? pinned.selector.address
								 : device->address;
	identity->is_open = rule->group && device->group < 0;
	identity->is_set = !identity_place(devices, device, &identity->place);
	return pinned;
}

bool pin_takes_member(const struct rule *rule, const struct pci_device *device,
		      const struct pci_device *member)
{
	return rule->group && device->group >= 0 && member->group == device->group &&
	       member != device && !pci_has_bridge_class(member) && !pci_is_storage(member);
}

struct rule pin_make_member(const struct rule *rule, const struct pci_devices *devices,
			    const struct pci_device *member)
{
	struct rule alone = *rule;

	alone.group = false;
	alone.serial = 0;
	alone.class_digits = 0; /* a condition for what asks for its group */
	alone.selector = (struct selector){ .kind = SELECTOR_ADDRESS,
					    .id = PCI_ID_ANY,
					    .address = member->address };
	return pin_make(&alone, devices, member);
}

void pin_format(const struct rule *pinned, struct text *out)
{
	char address[PCI_ADDRESS_SIZE];

	selector_format(&pinned->identity.place, out);
	pci_address_format(&pinned->identity.was, address);
	text_printf(out, pinned->identity.is_open ? " %s open" : " %s", address);
}
