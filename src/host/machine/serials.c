// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the serial numbers that an image needs, and no others.
 */
#include "host/machine/serials.h"

#include <string.h>

#include "core/identity.h"
#include "host/image/pin.h"
#include "kernel/serial.h"

/* Whether the card has no power: reading its number would turn it on for a while. */
static bool is_off(struct fs *fs, const struct pci_device *device)
{
	char address[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE], state[16];

	pci_address_format(&device->address, address);
	return !fs_path(path, "sys/bus/pci/devices/%s/power_state", address) &&
	       !fs_read_attribute(fs, path, state, sizeof(state)) && !strcmp(state, "D3cold");
}

static void read_number(struct fs *fs, struct pci_devices *devices, const struct pci_device *device)
{
	struct pci_device *card = &devices->list[device - devices->list];

	if (card->serial_state == PCI_SERIAL_UNREAD && is_off(fs, card))
		card->serial_state = PCI_SERIAL_UNKNOWN;
	else
		serial_read(fs, devices, card);
}

void serials_read_kind(struct fs *fs, struct pci_devices *devices, const struct pci_device *device)
{
	struct pci_range range = pci_devices_range(devices, PCI_BY_ID, device);
	size_t i;

	for (i = 0; i < range.count; i++) {
		const struct pci_device *twin = pci_at(&range, i);

		if (pci_id_matches(&device->id, &twin->id) &&
		    twin->address.function == device->address.function)
			read_number(fs, devices, twin);
	}
}

/* Reads all functions of the kind of a card that an earlier image knows. */
static void read_known(struct fs *fs, struct pci_devices *devices, const struct rule *card)
{
	struct pci_device key = { .id = card->id };
	struct pci_range range = pci_devices_range(devices, PCI_BY_ID, &key);
	size_t i;

	for (i = 0; i < range.count; i++)
		if (identity_is_kind(card, pci_at(&range, i)))
			read_number(fs, devices, pci_at(&range, i));
}

/* With serial= the card may be anywhere: any function with the rule's IDs, or any at all. */
static bool may_mean(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	if (rule->serial)
		return pci_id_matches(&rule->id, &device->id);
	return pin_is_wanted(rule) && selector_matches(&rule->selector, devices, device);
}

static bool is_in_group(const struct pci_devices *devices, const struct rule *rule,
			const struct pci_device *device)
{
	struct pci_range range = pci_devices_range(devices, PCI_BY_GROUP, device);
	size_t i;

	for (i = 0; rule->group && device->group >= 0 && i < range.count; i++)
		if (may_mean(rule, devices, pci_at(&range, i)))
			return true;
	return false;
}

void serials_read_for_image(struct fs *fs, const struct config *config, const struct config *memory,
			    const struct protection *protection, struct pci_devices *devices)
{
	size_t i, k;

	for (i = 0; i < protection->count; i++) {
		const struct pci_device *device =
			pci_devices_find(devices, &protection->list[i].address);

		if (device && config->count)
			serials_read_kind(fs, devices, device);
	}
	for (i = 0; i < config->count; i++)
		for (k = 0; k < devices->count; k++)
			if (may_mean(&config->rules[i], devices, &devices->list[k]) ||
			    is_in_group(devices, &config->rules[i], &devices->list[k]))
				serials_read_kind(fs, devices, &devices->list[k]);
	for (i = 0; config->count && i < memory->count; i++)
		if (memory->rules[i].identity.is_set)
			read_known(fs, devices, &memory->rules[i]);
}
