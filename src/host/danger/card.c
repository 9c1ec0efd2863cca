// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cards of which only some functions are passed through, because each is in an IOMMU group of its
 * own.
 */
#include "host/danger/danger.h"
#include "host/devices/card.h"
#include "host/machine/needs.h"

/* Ports of one card with the same IDs work without each other. */
static bool is_port(const struct pci_device *a, const struct pci_device *b)
{
	return a->id.vendor == b->id.vendor && a->id.device == b->id.device;
}

static bool is_excluded(const struct check *check, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < check->config->count; i++)
		if (check->config->rules[i].exclude &&
		    rule_selects(&check->config->rules[i], &check->devices, device))
			return true;
	return false;
}

/*
 * A function of the same card that is taken; NULL: there is none, a rule excludes this one on
 * purpose, or they share a group, which is another danger.
 */
static const struct match *find_main(const struct check *check, const struct pci_device *device)
{
	const struct match *main = NULL;
	size_t i;

	if (check_taken(check, device) || is_excluded(check, device) ||
	    machine_needs(check->machine, &device->address, NULL))
		return NULL;
	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *other = &check->devices.list[i];
		const struct match *match = card_has_both(other, device) ? check_taken(check, other)
									 : NULL;

		if (!match)
			continue;
		if (is_port(other, device) || other->group == device->group)
			return NULL;
		main = main ? main : match;
	}
	return main;
}

void find_card_partial(struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = find_main(check, device);
		struct finding *finding;

		if (!match)
			continue;
		finding = finding_add(check, match->rule, device);
		describe_device(device, &finding->cause);
		text_puts(&finding->cause, " stays with the host, but ");
		describe_taken(check, match, &finding->cause);
		text_puts(&finding->cause, " of the same card does not");
		text_puts(&finding->cure, "run 'vfio-prebind add ");
		describe_device(device, &finding->cure);
		text_puts(&finding->cure, "', or 'vfio-prebind add \\!");
		describe_device(device, &finding->cure);
		text_puts(&finding->cure, "' to keep it for the host");
	}
}
