// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of functions that the host needs, and the rules that would take them.
 */
#include "host/image/protection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/match.h"

const struct protected_device *protection_of(const struct protection *protection,
					     const struct pci_address *address)
{
	size_t i;

	for (i = 0; i < protection->count; i++)
		if (!pci_address_compare(&protection->list[i].address, address))
			return &protection->list[i];
	return NULL;
}

int protection_add(struct protection *protection, const struct pci_address *address,
		   const char *what)
{
	struct protected_device *list;

	if (protection_of(protection, address))
		return 0;
	list = realloc(protection->list, (protection->count + 1) * sizeof(*list));
	if (!list)
		return -ENOMEM;
	protection->list = list;
	list[protection->count].address = *address;
	list[protection->count].what = strdup(what);
	if (!list[protection->count].what)
		return -ENOMEM;
	protection->count++;
	return 0;
}

void protection_free(struct protection *protection)
{
	size_t i;

	for (i = 0; i < protection->count; i++)
		free(protection->list[i].what);
	free(protection->list);
	diagnostics_free(&protection->unlocated);
	memset(protection, 0, sizeof(*protection));
}

static bool is_excluded(const struct config *config, const struct pci_devices *devices,
			const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].exclude && rule_selects(&config->rules[i], devices, device))
			return true;
	return false;
}

static bool rule_takes(const struct config *config, const struct pci_devices *devices,
		       const struct rule *rule, const struct pci_device *device)
{
	size_t i;

	if (pci_is_bridge(device) ||
	    (rule->selector.kind != SELECTOR_ID && is_excluded(config, devices, device)))
		return false;
	if (rule_selects(rule, devices, device))
		return true;
	for (i = 0; rule->group && device->group >= 0 && i < devices->count; i++)
		if (devices->list[i].group == device->group && !pci_is_bridge(&devices->list[i]) &&
		    rule_selects(rule, devices, &devices->list[i]))
			return true;
	return false;
}

/* With vfs= the host keeps what the rule names. */
static bool takes_functions(const struct rule *rule)
{
	return !rule->exclude && !rule->vfs.count;
}

const struct protected_device *protection_find(const struct protection *protection,
					       const struct config *config,
					       const struct pci_devices *devices,
					       const struct rule *rule)
{
	size_t i;

	for (i = 0; takes_functions(rule) && rule->pin && i < protection->count; i++) {
		const struct pci_device *device =
			pci_devices_find(devices, &protection->list[i].address);

		if (device && rule_takes(config, devices, rule, device))
			return &protection->list[i];
	}
	return NULL;
}

const struct pci_device *protection_find_doubtful(const struct protection *protection,
						  const struct config *config,
						  const struct pci_devices *devices,
						  const struct rule *rule)
{
	size_t i;

	if (!protection->unlocated.count || !takes_functions(rule) || !rule->pin)
		return NULL;
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (!pci_is_storage(device) || !rule_takes(config, devices, rule, device))
			continue;
		if (rule->selector.kind == SELECTOR_ID || !rule_selects(rule, devices, device) ||
		    rule->identity.fate == IDENTITY_REPLACED)
			return device;
	}
	return NULL;
}
