// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of identical devices: a rule for one also takes the other, or takes the other instead.
 */
#include <string.h>

#include "core/cmdline.h"
#include "core/identity.h"
#include "host/danger/danger.h"
#include "host/machine/needs.h"

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

/* Functions of one slot, and virtual functions of one card, belong together and are no twins. */
static bool is_twin(const struct check *check, const struct rule *rule,
		    const struct pci_device *device, const struct pci_device *first)
{
	return rule_selects(rule, &check->devices, device) && check_taken(check, device) &&
	       !is_virtual_function(check, device) &&
	       (!first || !pci_same_slot(&first->address, &device->address));
}

/* The one that is more likely intended for a guest; NULL: the host can spare neither. */
static const struct pci_device *choose_twin(const struct check *check,
					    const struct pci_device *first,
					    const struct pci_device *second)
{
	if (!slot_has_boot_vga(check, second) &&
	    !machine_needs(check->machine, &second->address, NULL))
		return second;
	return machine_needs(check->machine, &first->address, NULL) ? NULL : first;
}

/* All of them, in the order of their addresses. */
static size_t list_twins(const struct check *check, const struct rule *rule, struct text *out)
{
	const struct pci_device *last = NULL;
	size_t i, count = 0;

	for (i = 0; i < check->devices.count; i++) {
		if (!is_twin(check, rule, &check->devices.list[i], last))
			continue;
		last = &check->devices.list[i];
		text_puts(out, count++ ? ", " : "");
		describe_device(last, out);
	}
	return count;
}

static void add_twin(struct check *check, const struct rule *rule, const struct pci_device *first,
		     const struct pci_device *second)
{
	const struct pci_device *meant = choose_twin(check, first, second);
	struct finding *finding = finding_add(check, rule, NULL);
	struct text twins = { 0 };
	size_t count = list_twins(check, rule, &twins);

	rule_format(rule, &finding->cause);
	text_printf(&finding->cause, " matches %zu identical devices: %s", count,
		    text_string(&twins));
	if (text_error(&twins))
		check->error = text_error(&twins);
	text_free(&twins);
	cure_by_removing(rule, &finding->cure);
	if (!meant)
		return;
	text_puts(&finding->cure, ", then 'vfio-prebind add ");
	describe_device(meant, &finding->cure);
	text_puts(&finding->cure, "' (or the one you mean)");
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

/* Whether the cards of both could swap slots without a difference in their IDs. */
static bool is_like(const struct check *check, const struct pci_device *a,
		    const struct pci_device *b)
{
	return pci_id_matches(&a->id, &b->id) && a->address.function == b->address.function &&
	       !pci_same_slot(&a->address, &b->address) && b->parent >= 0 &&
	       !is_virtual_function(check, b);
}

/*
 * An identical one that the host keeps; a mix-up among passed-through cards is no danger to the
 * host.
 */
static const struct pci_device *find_like(const struct check *check,
					  const struct pci_device *device)
{
	size_t i;

	for (i = 0; device->parent >= 0 && i < check->devices.count; i++)
		if (is_like(check, device, &check->devices.list[i]) &&
		    !check_taken(check, &check->devices.list[i]))
			return &check->devices.list[i];
	return NULL;
}

/* The other functions of its slot move with it. */
static bool is_first_taken(const struct check *check, const struct pci_device *device)
{
	const struct pci_device *before;

	for (before = device; before > check->devices.list; before--)
		if (pci_same_slot(&before[-1].address, &device->address) &&
		    check_taken(check, &before[-1]))
			return false;
	return true;
}

/*
 * Whether the serial number is not used: for rules of the kernel command line, and with "set
 * pin=no".
 */
static bool is_unpinned(const struct rule *rule)
{
	return rule->selector.kind != SELECTOR_ID &&
	       (!rule->pin || !strcmp(rule->source.file, CMDLINE_NAME));
}

/* false: it has a unique one, or its number is not known. */
static bool has_no_number(const struct check *check, const struct pci_device *device)
{
	bool is_known = device->serial_state == PCI_SERIAL_NONE ||
			device->serial_state == PCI_SERIAL_KNOWN;

	return is_known && !identity_serial(&check->devices, device);
}

static void cure_unpinned(const struct match *match, struct text *out)
{
	if (!match->rule->pin) {
		text_puts(out, "remove pin=no from the configuration");
		return;
	}
	text_puts(out, "run 'vfio-prebind add ");
	describe_device(match->device, out);
	text_puts(out, "' instead of naming it on the kernel command line");
}

static void add_like(struct check *check, const struct match *match, const struct pci_device *other)
{
	struct finding *finding = finding_add(check, match->rule, match->device);

	describe_taken(check, match, &finding->cause);
	text_puts(&finding->cause, " is identical to ");
	describe_device(other, &finding->cause);
	if (is_unpinned(match->rule)) {
		text_puts(&finding->cause, ", and the rule is not pinned: it takes whichever is at "
					   "the address at boot");
		cure_unpinned(match, &finding->cure);
	} else {
		text_puts(&finding->cause, ", and no serial number tells them apart: if the cards "
					   "swap slots, the rule takes the other one");
		text_puts(&finding->cure, "leave the cards in their slots, or use a different "
					  "model, or a card with a serial number");
	}
}

void find_twin_by_place(struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = check_taken(check, device);
		const struct pci_device *other = match ? find_like(check, device) : NULL;

		if (!other || is_virtual_function(check, device) || !is_first_taken(check, device))
			continue;
		if (has_no_number(check, device) || is_unpinned(match->rule))
			add_like(check, match, other);
	}
}
