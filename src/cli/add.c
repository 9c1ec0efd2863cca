// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind add: adds a line for each device that the command line names.
 */
#include <errno.h>
#include <stdio.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/config/add_rules.h"
#include "host/devices/device_args.h"
#include "host/devices/card.h"

/* How many functions behind a switch are listed; a chipset is a switch. */
#define BEHIND_SHOWN 3

static enum status expand(struct selection *selection, const struct selection_reach *reach,
			  const struct machine *machine)
{
	struct text why = { 0 };
	int r = selection_expand(selection, &machine->inputs.devices, reach, &why);

	if (r == -ENOMEM)
		complain("%s", error_text(r));
	else if (r)
		complain("refused: %s", text_string(&why));
	text_free(&why);
	return !r ? STATUS_OK : r == -ENOMEM ? STATUS_FAILED : STATUS_NOT_AS_CONFIGURED;
}

/* Functions that may belong to the same card: a card with a switch looks like a chipset. */
static void tell_behind(const struct selection *selection, const struct pci_devices *devices,
			const struct pci_device *upstream)
{
	char address[PCI_ADDRESS_SIZE];
	struct text list = { 0 };
	size_t i, count = 0;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (pci_is_bridge(device) || device->is_virtual ||
		    !card_is_below(devices, device, upstream) || selection_has(selection, device))
			continue;
		pci_address_format(&device->address, address);
		if (count++ < BEHIND_SHOWN)
			text_printf(&list, "%s%s", list.length ? ", " : "", address);
	}
	if (count > BEHIND_SHOWN)
		text_printf(&list, " and %zu more", count - BEHIND_SHOWN);
	pci_address_format(&upstream->address, address);
	if (count)
		complain("note: not added, although behind the same switch %s: %s", address,
			 text_string(&list));
	text_free(&list);
}

/* Once for each switch. */
static void tell_switches(const struct selection *selection, const struct pci_devices *devices)
{
	const struct pci_device *last = NULL;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *upstream = card_switch(devices, &devices->list[i]);

		if (!upstream || upstream == last || !selection_has(selection, &devices->list[i]))
			continue;
		tell_behind(selection, devices, upstream);
		last = upstream;
	}
}

/* Whether the selection has functions of one card in several groups. */
static bool spans_groups(const struct selection *selection, const struct pci_devices *devices)
{
	size_t i, k;

	for (i = 0; i < devices->count; i++)
		for (k = 0; k < i; k++)
			if (card_has_both(&devices->list[i], &devices->list[k]) &&
			    devices->list[i].group != devices->list[k].group &&
			    selection_has(selection, &devices->list[i]) &&
			    selection_has(selection, &devices->list[k]))
				return true;
	return false;
}

static enum status add_all(struct adding *adding, const struct selection *selection)
{
	struct addition *list = calloc(selection->count + 1, sizeof(*list));
	enum status status;
	size_t i;

	if (!list) {
		complain("%s", error_text(-ENOMEM));
		return STATUS_FAILED;
	}
	for (i = 0; i < selection->count; i++)
		list[i] = (struct addition){ .rule = selection->rules[i], .keys = selection->keys };
	status = adding_run(adding, list, selection->count);
	free(list);
	return status;
}

static enum status add_selection(struct adding *adding, const struct selection *selection,
				 const struct selection_reach *reach)
{
	const struct pci_devices *devices = &adding->machine.inputs.devices;
	bool whole = reach->group && !reach->only;
	enum status status = add_all(adding, selection);

	if (!status && whole)
		tell_switches(selection, devices);
	if (status == STATUS_NOT_AS_CONFIGURED && whole && spans_groups(selection, devices))
		complain("--only adds the IOMMU group without the rest of the card");
	return status;
}

/* The other functions of a group or a card have no virtual functions of their own, as a rule. */
static bool refuses_vfs(const struct verb *verb, const struct selection *selection,
			const struct selection_reach *reach, enum status *status)
{
	if (!reach->group || !selection->rules[0].vfs.count)
		return false;
	*status = misuse(verb, "vfs= and --group cannot be used together");
	return true;
}

enum status verb_add(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	struct selection_reach reach = { 0 };
	struct selection selection = { 0 };
	struct adding adding = { 0 };
	const struct cli_option table[] = {
		{ "group", NULL, "add the IOMMU group and the card, by address", NULL,
		  &reach.group },
		REACH_ONLY(reach),
		{ "slot", NULL, "add each function of the slot, by address", NULL, &reach.slot },
		{ "force", NULL, "add even what would be refused", NULL, &adding.force },
		{ "dry-run", NULL, "only show what would be added, or why not", NULL,
		  &adding.dry_run },
		CLI_SYSROOT(sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (!selection_read(verb, argc, argv, r, &selection, &status) &&
	    !refuses_vfs(verb, &selection, &reach, &status)) {
		status = adding_open(&adding, sysroot);
		if (!status)
			status = expand(&selection, &reach, &adding.machine);
		if (!status)
			status = add_selection(&adding, &selection, &reach);
		adding_close(&adding);
	}
	selection_free(&selection);
	return status;
}
