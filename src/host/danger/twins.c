// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of identical devices: a rule for one of them takes the other as well, or instead.
 */
#include "host/danger/danger.h"

static bool is_virtual_function(const struct check *check, const struct pci_device *device)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE], address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	return !fs_path(path, "sys/bus/pci/devices/%s/physfn", address) &&
	       !fs_read_link(check->machine->fs, path, target, sizeof(target));
}

static bool slot_has_boot_vga(const struct check *check, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++)
		if (check->devices.list[i].boot_vga &&
		    pci_same_slot(&check->devices.list[i].address, &device->address))
			return true;
	return false;
}

/* Functions of one slot, and virtual functions of one card, are wanted together. */
static bool is_twin(const struct check *check, const struct rule *rule,
		    const struct pci_device *device, const struct pci_device *first)
{
	return rule_selects(rule, &check->devices, device) && check_taken(check, device) &&
	       !is_virtual_function(check, device) &&
	       (!first || !pci_same_slot(&first->address, &device->address));
}

static void add_twin(struct check *check, const struct rule *rule, const struct pci_device *first,
		     const struct pci_device *second)
{
	const struct pci_device *meant = slot_has_boot_vga(check, second) ? first : second;
	struct finding *finding = finding_add(check, rule, NULL);

	rule_format(rule, &finding->cause);
	text_puts(&finding->cause, " takes ");
	describe_device(first, &finding->cause);
	text_puts(&finding->cause, " and its twin ");
	describe_device(second, &finding->cause);
	cure_by_removing(rule, &finding->cure);
	text_puts(&finding->cure, ", then 'vfio-prebind add ");
	describe_device(meant, &finding->cure);
	text_puts(&finding->cure, "' (or whichever is meant)");
}

void find_twin(struct check *check)
{
	size_t i, k;

	for (i = 0; i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];
		const struct pci_device *first = NULL, *second = NULL;

		if (rule->exclude || rule->selector.kind != SELECTOR_ID ||
		    rule->selector.id.device == PCI_ANY)
			continue;
		for (k = 0; !second && k < check->devices.count; k++) {
			const struct pci_device *device = &check->devices.list[k];

			if (!is_twin(check, rule, device, first))
				continue;
			if (first)
				second = device;
			else
				first = device;
		}
		if (second)
			add_twin(check, rule, first, second);
	}
}
