// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions as JSON objects.
 */
#include "host/show/device_json.h"

#include <stdio.h>

#include "core/report.h"
#include "core/serial.h"
#include "host/show/short_name.h"
#include "host/show/table.h"

#define NAME_SIZE 256

void row_add_text(struct json_object *row, const char *key, struct text *text)
{
	show_add_string(row, key, text_string(text));
	text_free(text);
}

void row_add_address(struct json_object *row, const char *key, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(address, name);
	show_add_string(row, key, name);
}

static void add_hex(struct json_object *row, const char *key, uint32_t value, int digits)
{
	char text[16];

	(void)snprintf(text, sizeof(text), "%0*x", digits, value);
	show_add_string(row, key, text);
}

/* The vendor's name or the device's. */
static const char *lookup(struct machine *machine, const struct pci_id *id, int what,
			  char name[NAME_SIZE])
{
	return pci_lookup_name(machine_names(machine), name, NAME_SIZE, what, id->vendor,
			       id->device);
}

void describe_briefly(struct machine *machine, const struct pci_device *device, struct text *out)
{
	char name[NAME_SIZE];

	short_vendor(lookup(machine, &device->id, PCI_LOOKUP_VENDOR, name), out);
	text_puts(out, " ");
	short_product(lookup(machine, &device->id, PCI_LOOKUP_DEVICE, name), out);
}

static void add_names(struct json_object *row, struct machine *machine,
		      const struct pci_device *device)
{
	struct text brief = { 0 };
	char name[NAME_SIZE];

	show_add_string(row, "name", machine_device_name(machine, &device->id, name, sizeof(name)));
	describe_briefly(machine, device, &brief);
	row_add_text(row, "short_name", &brief);
	show_add_string(row, "class_name",
			machine_class_name(machine, device->class, name, sizeof(name)));
}

void row_add_brief(struct json_object *row, struct machine *machine,
		   const struct pci_device *device)
{
	char vendor[NAME_SIZE], product[NAME_SIZE], class_name[NAME_SIZE];
	const char *type = short_class(device->class);
	struct text brief = { 0 };

	show_add_string(row, "type",
			type ? type
			     : machine_class_name(machine, device->class, class_name, NAME_SIZE));
	brief_name(device->class, lookup(machine, &device->id, PCI_LOOKUP_DEVICE, product),
		   lookup(machine, &device->id, PCI_LOOKUP_VENDOR, vendor), &brief);
	row_add_text(row, "brief", &brief);
}

struct json_object *row_without_names(const struct pci_device *device)
{
	struct json_object *row = json_object_new_object();
	struct text pair = { 0 };

	if (!row)
		return NULL;
	row_add_address(row, "address", &device->address);
	add_hex(row, "vendor", (uint32_t)device->id.vendor, 4);
	add_hex(row, "device", (uint32_t)device->id.device, 4);
	add_hex(row, "subsystem_vendor", (uint32_t)device->id.subvendor, 4);
	add_hex(row, "subsystem_device", (uint32_t)device->id.subdevice, 4);
	add_hex(row, "class", device->class, 6);
	json_object_object_add(row, "iommu_group",
			       device->group < 0 ? NULL : json_object_new_int(device->group));
	selector_format_pair(device->id.vendor, device->id.device, &pair);
	row_add_text(row, "id", &pair);
	return row;
}

struct json_object *row_function(struct machine *machine, const struct pci_device *device)
{
	struct json_object *row = row_without_names(device);

	if (row)
		add_names(row, machine, device);
	return row;
}

void row_add_rule(struct json_object *row, const struct source *source)
{
	struct json_object *rule = source ? json_object_new_object() : NULL;
	struct text place = { 0 };

	if (rule) {
		show_add_string(rule, "file", source->file);
		json_object_object_add(rule, "line", json_object_new_int((int)source->line));
		text_puts(&place, source->file);
		if (source->line)
			text_printf(&place, ":%u", source->line);
	}
	json_object_object_add(row, "rule", rule);
	row_add_text(row, "place", &place);
}

void row_add_card(struct json_object *row, const struct rule *rule)
{
	struct json_object *card = NULL;
	char serial[SERIAL_SIZE] = "";
	struct text place = { 0 };

	if (rule && rule->identity.is_set)
		card = json_object_new_object();
	json_object_object_add(row, "card", card);
	if (!card)
		return;
	row_add_address(card, "was", &rule->identity.was);
	selector_format(&rule->identity.place, &place);
	row_add_text(card, "place", &place);
	if (rule->serial)
		serial_format(rule->serial, serial);
	show_add_string(card, "serial", serial);
	show_add_string(card, "fate", report_fate(rule->identity.fate));
}

void describe_pin(const struct rule *rule, struct text *out)
{
	char serial[SERIAL_SIZE], was[PCI_ADDRESS_SIZE];

	if (!rule->identity.is_set)
		return;
	text_puts(out, "pinned to ");
	if (rule->serial) {
		serial_format(rule->serial, serial);
		text_printf(out, "serial %s", serial);
	} else {
		text_puts(out, "the place ");
		selector_format(&rule->identity.place, out);
	}
	pci_address_format(&rule->identity.was, was);
	if (rule->identity.fate == IDENTITY_MOVED)
		text_printf(out, ", moved from %s", was);
	else if (rule->identity.fate != IDENTITY_FOUND)
		text_printf(out, ", %s", report_fate(rule->identity.fate));
}

void note_blocking(const struct pci_device *bridge, struct text *notes)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&bridge->address, address);
	text_printf(notes, "%sno guest can use its group while %s is bound to %s",
		    notes->length ? "; " : "", address, bridge->driver);
}
