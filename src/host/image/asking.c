// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asks the rules, as they are found on the functions that there are.
 */
#include "host/image/asking.h"

#include <string.h>

#include "core/match.h"
#include "host/image/pin.h"

bool asking_means(const struct recalled *rules, size_t index, const struct pci_devices *devices,
		  const struct pci_device *device)
{
	const struct rule *now = &rules->now.rules[index];

	return pin_is_wanted(now) && !now->identity.is_set ? pin_means(now, devices, device)
							   : rule_selects(now, devices, device);
}

static bool is_excluded(const struct recalled *rules, const struct pci_devices *devices,
			const struct pci_device *device)
{
	const struct config *now = &rules->now;
	size_t i;

	for (i = 0; i < now->count; i++)
		if (now->rules[i].exclude && rule_selects(&now->rules[i], devices, device))
			return true;
	return false;
}

static bool is_last(const struct recalled *rules, size_t index, const struct pci_devices *devices,
		    const struct pci_device *device)
{
	while (++index < rules->now.count)
		if (!rules->now.rules[index].exclude && asking_means(rules, index, devices, device))
			return false;
	return true;
}

bool asking_for_group(const struct recalled *rules, size_t index, const struct pci_devices *devices,
		      const struct pci_device *device)
{
	return rules->now.rules[index].group && !pci_is_bridge(device) &&
	       asking_means(rules, index, devices, device) &&
	       !is_excluded(rules, devices, device) && is_last(rules, index, devices, device);
}

/* Whether the same is written in both: two lines, or a line and a member of its group. */
static bool is_same(const struct rule *a, const struct rule *b)
{
	return a->identity.from && b->identity.from && !strcmp(a->identity.from, b->identity.from);
}

bool asking_has_no_effect(const struct recalled *rules, size_t index,
			  const struct pci_devices *devices)
{
	const struct rule *written = rules->written.rules;
	bool names_any = false;
	size_t i, k;

	for (i = 0; i < rules->written.count; i++) {
		if (!written[i].group || !is_same(&written[i], &written[index]))
			continue;
		if (written[i].identity.is_set && !recalled_find(&rules->now.rules[i], devices))
			return false; /* the card is missing: who knows */
		for (k = 0; k < devices->count; k++) {
			const struct pci_device *device = &devices->list[k];

			if (pci_is_bridge(device) || !asking_means(rules, i, devices, device))
				continue;
			if (asking_for_group(rules, i, devices, device))
				return false;
			names_any = true;
		}
	}
	return names_any;
}
