// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds the GPUs and what speaks against giving each away.
 */
#include "host/show/first_run.h"

#include <errno.h>
#include <stdio.h>

#include "host/devices/card.h"
#include "host/machine/needs.h"
#include "host/machine/viability.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

static const struct column columns[] = {
	{ "GROUP", "iommu_group", COLUMN_RIGHT },
	{ "ADDRESS", "address", COLUMN_PLAIN },
	{ "ID", "id", COLUMN_PLAIN },
	{ "NAME", "brief", COLUMN_NAME },
	{ "DRIVER", "driver", COLUMN_PLAIN },
	{ "NOTES", "notes", COLUMN_WRAP },
	{ NULL, NULL, COLUMN_PLAIN },
};

static bool is_gpu(const struct pci_device *device)
{
	return device->class >> 16 == 0x03;
}

/* Whether what first_run_advise() proposes for the GPU takes it, too. */
static bool goes_with(const struct pci_device *device, const struct pci_device *gpu)
{
	if (gpu->group < 0)
		return pci_same_slot(&device->address, &gpu->address);
	return device->group == gpu->group || card_has_both(device, gpu);
}

/* A function that the host needs, in the group or of the card: these cannot be given away then. */
static const struct pci_device *find_needed(const struct machine *machine,
					    const struct pci_device *gpu)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (goes_with(device, gpu) && !pci_is_bridge(device) &&
		    machine_needs(machine, &device->address, NULL))
			return device;
	}
	return NULL;
}

/* Whether the host would be without a screen; what comes later is none at boot. */
static bool is_last_screen(const struct machine *machine, const struct pci_device *gpu)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	bool has_screen = false;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (!pci_is_screen(device) || machine_late(machine, device))
			continue;
		if (!goes_with(device, gpu))
			return false;
		has_screen = true;
	}
	return has_screen && !machine->inputs.config.headless;
}

static void note_needed(const struct machine *machine, const struct pci_device *device,
			struct text *notes)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	text_printf(notes, "%sits group contains %s, which this host needs for ",
		    notes->length ? "; " : "", address);
	machine_needs(machine, &device->address, notes);
}

static int add_row(struct json_object *rows, struct machine *machine,
		   const struct pci_device *device)
{
	const struct pci_device *needed = find_needed(machine, device);
	const struct pci_device *bridge =
		group_blocking_bridge(&machine->inputs.devices, device->group);
	const struct late *late = machine_late(machine, device);
	struct json_object *row = row_function(machine, device);
	struct text notes = { 0 };

	if (!row)
		return -ENOMEM;
	row_add_brief(row, machine, device);
	show_add_string(row, "driver", device->driver);
	if (device->boot_vga)
		text_puts(&notes, "boot GPU");
	if (is_last_screen(machine, device))
		text_printf(&notes, "%sthe only GPU of the host", notes.length ? "; " : "");
	if (late) {
		text_puts(&notes, notes.length ? "; " : "");
		late_explain(late, &notes);
	}
	if (needed)
		note_needed(machine, needed, &notes);
	if (bridge)
		note_blocking(bridge, &notes);
	row_add_text(row, "notes", &notes);
	return json_object_array_add(rows, row) ? -ENOMEM : 0;
}

/* Whether 'add' takes it as it is proposed; virtual functions are for vfs=. */
static bool is_proposable(const struct machine *machine, const struct pci_device *device)
{
	const struct late *late = machine_late(machine, device);

	return is_gpu(device) && !find_needed(machine, device) &&
	       !is_last_screen(machine, device) &&
	       !group_blocking_bridge(&machine->inputs.devices, device->group) &&
	       (!late || (late->kind != LATE_VIRTUAL && !late_is_behind_vmd(late, device)));
}

/* The best: one that is there at boot, then one that comes later, then the screen of the host. */
static const struct pci_device *choose_gpu(const struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	const struct pci_device *screen = NULL, *later = NULL;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (!is_proposable(machine, device))
			continue;
		if (device->boot_vga)
			screen = device;
		else if (machine_late(machine, device))
			later = later ? later : device;
		else
			return device;
	}
	return later ? later : screen;
}

void first_run_advise(const struct machine *machine)
{
	const struct pci_device *device = choose_gpu(machine);
	char address[PCI_ADDRESS_SIZE];

	if (!device) {
		puts("To give a device to a virtual machine, find it with 'vfio-prebind groups', "
		     "then type\n\n  vfio-prebind add ADDRESS\n");
		return;
	}
	pci_address_format(&device->address, address);
	printf("To give %s to a virtual machine%s, type next:\n\n  vfio-prebind add %s %s\n\n",
	       device->boot_vga ? "this GPU" : "a GPU",
	       device->boot_vga ? " (the host's display goes dark)" : "",
	       device->group < 0 ? "--slot" : "--group", address);
}

int first_run_show(struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	struct json_object *rows = json_object_new_array();
	size_t i;
	int r = rows ? 0 : -ENOMEM;

	for (i = 0; !r && i < devices->count; i++)
		if (is_gpu(&devices->list[i]))
			r = add_row(rows, machine, &devices->list[i]);
	if (!r) {
		puts(json_object_array_length(rows)
			     ? "Nothing is configured yet. The GPUs of this machine:\n"
			     : "Nothing is configured yet, and this machine has no GPU.\n");
		r = show_table(rows, columns);
	}
	if (!r && json_object_array_length(rows))
		putchar('\n');
	if (!r)
		first_run_advise(machine);
	json_object_put(rows);
	return r;
}
