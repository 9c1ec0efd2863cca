// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asks "add --dry-run" for each card.
 */
#include "cli/setup/cards.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/setup/run.h"
#include "host/base/cli.h"
#include "host/show/device_json.h"
#include "host/show/short_name.h"

/* Classes that people pass through by themselves; other functions come with one of these. */
static bool is_main(const struct pci_device *device)
{
	static const uint16_t classes[] = { 0x0104, 0x0106, 0x0107, 0x0108, 0x0200, 0x0207,
					    0x0280, 0x0300, 0x0302, 0x0380, 0x0401, 0x0403,
					    0x0480, 0x0b40, 0x0c03, 0x1200 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(classes); i++)
		if (device->class >> 8 == classes[i])
			return !device->is_virtual;
	return false;
}

static bool is_same_slot(const struct pci_device *a, const struct pci_device *b)
{
	return a->address.domain == b->address.domain && a->address.bus == b->address.bus &&
	       a->address.device == b->address.device;
}

/* A function of a card, below a port, that is listed already. */
static bool is_listed(const struct cards *cards, const struct pci_device *device)
{
	size_t i;

	for (i = 0; device->parent >= 0 && i < cards->count; i++)
		if (is_same_slot(cards->list[i].device, device))
			return true;
	return false;
}

static int compare_cards(const void *a, const void *b)
{
	const struct card *left = a, *right = b;

	if (left->is_gpu != right->is_gpu)
		return left->is_gpu ? -1 : 1;
	if (left->is_boot_gpu != right->is_boot_gpu)
		return left->is_boot_gpu ? 1 : -1;
	return pci_address_compare(&left->device->address, &right->device->address);
}

/* The first of each group: a guest gets the whole group. */
static void drop_companions(struct cards *cards)
{
	size_t count = 0, i, k;

	for (i = 0; i < cards->count; i++) {
		const struct card *card = &cards->list[i];

		for (k = 0; k < count; k++)
			if (card->device->group >= 0 &&
			    cards->list[k].device->group == card->device->group)
				break;
		if (k == count)
			cards->list[count++] = *card;
	}
	cards->count = count;
}

int cards_find(struct cards *cards, const struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	*cards = (struct cards){ .list = calloc(devices->count + 1, sizeof(*cards->list)),
				 .refused = calloc(devices->count + 1, sizeof(*cards->list)) };
	if (!cards->list || !cards->refused)
		return -ENOMEM;
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];
		struct card *card = &cards->list[cards->count];
		const char *words[] = { "add", "--dry-run", "--group", card->address, NULL };
		int r;

		if (!is_main(device) || is_listed(cards, device))
			continue;
		pci_address_format(&device->address, card->address);
		r = run_verb_silently(machine->sysroot, words);
		if (r < 0)
			return r;
		card->device = device;
		card->is_gpu = device->class >> 16 == 0x03;
		card->is_boot_gpu = device->boot_vga;
		if (!r)
			cards->count++;
		else if (card->is_gpu)
			cards->refused[cards->refused_count++] = *card;
	}
	qsort(cards->list, cards->count, sizeof(*cards->list), compare_cards);
	drop_companions(cards);
	return 0;
}

void cards_free(struct cards *cards)
{
	free(cards->list);
	free(cards->refused);
	*cards = (struct cards){ 0 };
}

size_t cards_choose(const struct cards *cards)
{
	size_t i;

	for (i = 0; i < cards->count; i++)
		if (cards->list[i].is_gpu && !cards->list[i].is_boot_gpu)
			return i + 1;
	return 0;
}

/* The endpoints that a guest gets with it: of its group, and of its slot below a port. */
static void print_companions(const struct card *card, struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *other = &devices->list[i];
		struct text line = { 0 };
		char address[PCI_ADDRESS_SIZE];

		if (other == card->device || pci_is_bridge(other) ||
		    !((other->group >= 0 && other->group == card->device->group) ||
		      (other->parent >= 0 && is_same_slot(other, card->device))))
			continue;
		pci_address_format(&other->address, address);
		describe_briefly(machine, other, &line);
		print_plain("       with %s %s\n", address, text_string(&line));
		text_free(&line);
	}
}

static void print_refused(const struct card *card, struct machine *machine)
{
	struct text line = { 0 };

	describe_briefly(machine, card->device, &line);
	print_plain("\nNot offered: %s %s\n"
		    "       'vfio-prebind add --dry-run --group %s' says why.\n",
		    card->address, text_string(&line), card->address);
	text_free(&line);
}

void cards_print(const struct cards *cards, struct machine *machine)
{
	size_t i;

	for (i = 0; i < cards->count; i++) {
		const struct card *card = &cards->list[i];
		const char *class = short_class(card->device->class);
		struct text line = { 0 };

		text_printf(&line, "%3zu  %s %s ", i + 1, card->address, class ? class : "");
		describe_briefly(machine, card->device, &line);
		if (card->is_boot_gpu)
			text_puts(&line, " (the boot GPU: its display freezes)");
		else if (card->device->driver[0])
			text_printf(&line, " (host driver: %s)", card->device->driver);
		print_plain("%s\n", text_string(&line));
		text_free(&line);
		print_companions(card, machine);
	}
	for (i = 0; i < cards->refused_count; i++)
		print_refused(&cards->refused[i], machine);
}
