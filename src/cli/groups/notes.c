// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What there is to know of a function, as members of its row and as one text.
 */
#include <string.h>

#include "cli/groups/groups.h"
#include "host/devices/card.h"
#include "host/machine/needs.h"
#include "host/machine/passthrough.h"
#include "host/machine/viability.h"
#include "host/show/device_json.h"
#include "host/sriov/sriov.h"

/* In the notes; JSON has all of them. */
#define SHARERS_SHOWN 3

const struct match *groups_match(const struct groups *groups, const struct pci_device *device)
{
	const struct match *match = next_boot_match(&groups->next_boot, &device->address);

	return match ? match : next_boot_match_late(&groups->next_boot, device);
}

const char *groups_outcome(const struct groups *groups, const struct pci_device *device)
{
	const struct match *late = next_boot_match_late(&groups->next_boot, device);
	const struct match *match = late ? late : groups_match(groups, device);

	if (late)
		return next_boot_word_late(&groups->next_boot, late);
	return match ? outcome_word(match, &(struct outcome){ 0 }) : NULL;
}

static void begin_note(struct text *notes)
{
	if (notes->length)
		text_puts(notes, "; ");
}

/* Of those that the table does not have beside it. */
static void note_sharer(const char *address, size_t *count, struct text *notes)
{
	if (++*count > SHARERS_SHOWN)
		return;
	if (*count > 1)
		text_puts(notes, ", ");
	else
		begin_note(notes);
	text_printf(notes, "%s%s", *count > 1 ? "" : "shares its group with ", address);
}

/* The other endpoints of the group; bridges stay with the host anyway. */
static void add_sharers(const struct groups *groups, const struct pci_device *device,
			struct json_object *row, struct text *notes)
{
	const struct pci_devices *devices = &groups->next_boot.machine.inputs.devices;
	struct pci_range range = pci_devices_range(devices, PCI_BY_GROUP, device);
	struct json_object *sharers = json_object_new_array();
	size_t i, hidden = 0;

	for (i = 0; device->group >= 0 && i < range.count; i++) {
		const struct pci_device *other = pci_at(&range, i);
		char address[PCI_ADDRESS_SIZE];

		if (other == device || pci_is_bridge(other))
			continue;
		pci_address_format(&other->address, address);
		(void)json_object_array_add(sharers, json_object_new_string(address));
		if (!pci_is_bridge(device) &&
		    !(groups->is_table && groups->is_shown[other - devices->list]))
			note_sharer(address, &hidden, notes);
	}
	if (hidden > SHARERS_SHOWN)
		text_printf(notes, " and %zu more", hidden - SHARERS_SHOWN);
	json_object_object_add(row, "shares_with", sharers);
}

/* A rule takes no bridge: a driver that keeps the group from a guest stays there. */
static void add_blocked(const struct groups *groups, const struct pci_device *device,
			struct json_object *row, struct text *notes)
{
	const struct pci_device *bridge =
		group_blocking_bridge(&groups->next_boot.machine.inputs.devices, device->group);
	char address[PCI_ADDRESS_SIZE] = "";

	if (bridge && bridge != device)
		pci_address_format(&bridge->address, address);
	show_add_string(row, "blocked_by", address);
	if (bridge && !pci_is_bridge(device))
		note_blocking(bridge, notes);
}

/* What is of the same card and in another group, so that it does not come along by itself. */
static void add_card(const struct groups *groups, const struct pci_device *device,
		     struct json_object *row, struct text *notes)
{
	const struct pci_devices *devices = &groups->next_boot.machine.inputs.devices;
	struct json_object *others = json_object_new_array();
	bool is_named = groups_match(groups, device);
	struct pci_device slot = *device;
	struct pci_range range;
	size_t i;

	slot.address.function = PCI_ANY;
	range = pci_devices_range(devices, PCI_BY_BRIDGE, &slot);
	for (i = 0; i < range.count; i++) {
		const struct pci_device *other = pci_at(&range, i);
		const struct match *match;
		char address[PCI_ADDRESS_SIZE];

		if (other == device || other->group == device->group ||
		    !card_has_both(device, other))
			continue;
		match = groups_match(groups, other);
		pci_address_format(&other->address, address);
		(void)json_object_array_add(others, json_object_new_string(address));
		begin_note(notes);
		if (!is_named && match && match->verdict == VERDICT_WANTED)
			text_printf(notes, "stays with the host, but %s of the same card does not",
				    address);
		else
			text_printf(notes, "same card as %s", address);
	}
	json_object_object_add(row, "same_card", others);
}

/* A rule cannot give it away at boot. */
static void add_late(const struct groups *groups, const struct pci_device *device,
		     struct json_object *row, struct text *notes)
{
	const struct late *late = machine_late(&groups->next_boot.machine, device);
	struct text why = { 0 };

	if (late)
		late_explain(late, &why);
	if (why.length) {
		begin_note(notes);
		text_puts(notes, text_string(&why));
	}
	row_add_text(row, "not_at_boot", &why);
}

static void add_virtual_functions(const struct groups *groups, const struct pci_device *device,
				  struct json_object *row, struct text *notes)
{
	struct fs *fs = groups->next_boot.machine.fs;
	unsigned int possible =
		device->is_virtual || pci_is_bridge(device) ? 0 : sriov_total(fs, &device->address);
	unsigned int enabled = possible ? sriov_count(fs, &device->address) : 0;

	json_object_object_add(row, "virtual_functions",
			       possible ? json_object_new_int((int)enabled) : NULL);
	if (!possible)
		return;
	begin_note(notes);
	text_printf(notes, "virtual functions: %u of %u enabled", enabled, possible);
}

/*
 * Only on a root bus: below a port the kernel may reset the slot, with all functions that a guest
 * gets from it.
 */
static void note_reset(const struct groups *groups, const struct pci_device *device,
		       struct text *notes)
{
	if (!groups->knows_resets || device->parent >= 0 || pci_is_bridge(device) ||
	    has_reset(groups->next_boot.machine.fs, &device->address))
		return;
	begin_note(notes);
	text_puts(notes, "the kernel cannot reset it");
}

static void add_uses(const struct groups *groups, const struct pci_device *device,
		     struct json_object *row, struct text *notes)
{
	struct text uses = { 0 };
	bool is_needed = machine_needs(&groups->next_boot.machine, &device->address, &uses);

	if (is_needed && !pci_is_bridge(device)) {
		begin_note(notes);
		text_printf(notes, "the host needs it for %s", text_string(&uses));
	}
	row_add_text(row, "host_uses", &uses);
}

/* The column of rules says which the boot stage binds. */
static void note_outcome(const struct groups *groups, const struct pci_device *device,
			 struct text *notes)
{
	const struct match *match = groups_match(groups, device);
	const char *word = groups_outcome(groups, device);

	if (!match || !strcmp(word, "planned"))
		return;
	begin_note(notes);
	if (match->verdict == VERDICT_KEPT)
		sriov_explain(match, notes);
	else if (!strcmp(word, "later"))
		text_printf(notes, "bound to %s when it appears", match->rule->driver);
	else
		text_puts(notes, word);
}

void groups_add_notes(const struct groups *groups, const struct pci_device *device,
		      struct json_object *row)
{
	struct text notes = { 0 };

	json_object_object_add(row, "boot_vga", json_object_new_boolean(device->boot_vga));
	if (device->boot_vga)
		text_puts(&notes, "boot GPU");
	add_uses(groups, device, row, &notes);
	add_sharers(groups, device, row, &notes);
	add_blocked(groups, device, row, &notes);
	add_card(groups, device, row, &notes);
	add_late(groups, device, row, &notes);
	add_virtual_functions(groups, device, row, &notes);
	note_reset(groups, device, &notes);
	note_outcome(groups, device, &notes);
	row_add_text(row, "notes", &notes);
}
