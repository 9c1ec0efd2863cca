// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Selectors: IDs, addresses and paths. The kernel's own rules for a path are in
 * drivers/pci/pci.c, pci_dev_str_match_path().
 */
#include "core/selector.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define REPAIR_FIELDS 4
#define REPAIR_SIZE 40

/* libvirt's pci_0000_01_00_0: "pci_", and how long it is. */
#define NODE_PREFIX 4U
#define NODE_MIN 16U
#define NODE_MAX 20U

static int field_parse(const char *text, size_t length, bool any, int32_t *value)
{
	uint32_t number;

	if (any && text_is(text, length, "*")) {
		*value = PCI_ANY;
		return 0;
	}
	if (hex_parse(text, length, 4, 4, &number))
		return -EINVAL;
	*value = (int32_t)number;
	return 0;
}

int selector_parse_id(const char *text, size_t length, struct pci_id *id)
{
	int32_t fields[4] = { PCI_ANY, PCI_ANY, PCI_ANY, PCI_ANY };
	const char *end = text + length;
	size_t count = 0;

	for (;;) {
		const char *colon = memchr(text, ':', (size_t)(end - text));
		const char *stop = colon ? colon : end;

		if (count == ARRAY_SIZE(fields) ||
		    field_parse(text, (size_t)(stop - text), count > 0, &fields[count]))
			return -EINVAL;
		count++;
		if (!colon)
			break;
		text = colon + 1;
	}
	if (count != 2 && count != 4)
		return -EINVAL;
	*id = (struct pci_id){ fields[0], fields[1], fields[2], fields[3] };
	return 0;
}

static int path_parse(const char *text, size_t length, struct selector *result,
		      struct parse_error *error)
{
	const char *start = text, *end = text + length;
	const char *slash = memchr(text, '/', length);

	if (pci_address_parse(text, (size_t)(slash - text), false, &result->address))
		return parse_error_quote(error, 0, "a path starts with a bridge's address, not",
					 text, (size_t)(slash - text), "");
	while (slash) {
		text = slash + 1;
		slash = memchr(text, '/', (size_t)(end - text));
		if (result->depth == SELECTOR_PATH_MAX)
			return parse_error_set(error, (size_t)(text - start),
					       "a path has at most 16 elements below the first");
		if (pci_devfn_parse(text, (size_t)((slash ? slash : end) - text), !slash,
				    &result->below[result->depth]))
			return parse_error_quote(error, (size_t)(text - start),
						 "a path element is device.function, not", text,
						 (size_t)((slash ? slash : end) - text), "");
		result->depth++;
	}
	return 0;
}

static int parse_exactly(const char *text, size_t length, struct selector *selector)
{
	struct selector result = { .kind = SELECTOR_ADDRESS, .id = PCI_ID_ANY };

	if (pci_address_parse(text, length, true, &result.address)) {
		result.kind = SELECTOR_ID;
		if (selector_parse_id(text, length, &result.id))
			return -EINVAL;
	}
	*selector = result;
	return 0;
}

/* Splits into up to four numbers; how many, or 0. */
static size_t split_numbers(const char *text, size_t length, const char *marks,
			    uint32_t field[REPAIR_FIELDS], size_t digits[REPAIR_FIELDS])
{
	size_t count = 0;

	while (length) {
		size_t span = 0;

		if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
			text += 2;
			length -= 2;
		}
		while (span < length && !memchr(marks, text[span], strlen(marks)))
			span++;
		if (count == REPAIR_FIELDS || hex_parse(text, span, 1, 8, &field[count]))
			return 0;
		digits[count++] = span;
		span += span < length;
		text += span;
		length -= span;
	}
	return count;
}

/*
 * What people may type instead: 0000:01:00:0, 1:0.0, 10de.2191, 0x10de:0x2191, 0000:01:00 or 01:00
 * for a slot, and libvirt's pci_0000_01_00_0. Puts the right separators between the numbers. A
 * shape is their digits, chosen by their count and by whether the first one is an ID or a domain.
 */
static bool repair(const char *text, size_t length, const char *marks, char out[REPAIR_SIZE])
{
	static const char shapes[][2][8] = { { "2:2.*", "4:4" },
					     { "2:2.1", "4:2:2.*" },
					     { "4:2:2.1", "4:4:4:4" } };
	uint32_t field[REPAIR_FIELDS];
	size_t digits[REPAIR_FIELDS];
	size_t count = split_numbers(text, length, marks, field, digits);
	struct selector ignored;
	const uint32_t *next = field;
	const char *shape;
	char *p = out;

	if (count < 2 || (count == 2 && digits[0] == 4 && digits[1] != 4))
		return false;
	for (shape = shapes[count - 2][digits[count == 4 ? 3 : 0] == 4]; *shape; shape++) {
		*p = *shape;
		p += *shape < '0' || *shape > '9' ? 1
						  : snprintf(p, 9, "%0*x", *shape - '0', *next++);
	}
	*p = '\0';
	return !parse_exactly(out, strlen(out), &ignored);
}

int selector_parse(const char *text, size_t length, struct selector *selector,
		   struct parse_error *error)
{
	struct selector result = { .kind = SELECTOR_PATH, .id = PCI_ID_ANY };
	char repaired[REPAIR_SIZE], hint[REPAIR_SIZE + 20] = "";

	if (memchr(text, '/', length)) {
		int r = path_parse(text, length, &result, error);

		if (!r)
			*selector = result;
		return r;
	}
	if (!parse_exactly(text, length, selector))
		return 0;
	if (!length)
		return parse_error_set(error, 0,
				       "expected an address, an ID or a path; no blank is allowed "
				       "after '!' or ','");
	if (length >= NODE_MIN && length <= NODE_MAX && !memcmp(text, "pci_", NODE_PREFIX) &&
	    repair(text + NODE_PREFIX, length - NODE_PREFIX, "_", repaired))
		return parse_exactly(repaired, strlen(repaired), selector);
	if (repair(text, length, ":._-", repaired))
		(void)snprintf(hint, sizeof(hint), "; did you mean %s?", repaired);
	return parse_error_quote(error, 0,
				 "not a PCI address (01:00.0), an ID (10de:2191) or a path:", text,
				 length, hint);
}

void selector_format_pair(int32_t vendor, int32_t device, struct text *out)
{
	if (vendor == PCI_ANY)
		text_puts(out, "*");
	else
		text_printf(out, "%04x", (unsigned int)vendor);
	if (device == PCI_ANY)
		text_puts(out, ":*");
	else
		text_printf(out, ":%04x", (unsigned int)device);
}

static void path_format(const struct selector *selector, struct text *out)
{
	size_t i;

	for (i = 0; i < selector->depth; i++) {
		const struct pci_address *below = &selector->below[i];

		text_printf(out, "/%02x.%c", below->device,
			    below->function == PCI_ANY ? '*' : '0' + below->function);
	}
}

void selector_format(const struct selector *selector, struct text *out)
{
	const struct pci_id *id = &selector->id;
	char address[PCI_ADDRESS_SIZE];

	if (selector->kind == SELECTOR_ID) {
		selector_format_pair(id->vendor, id->device, out);
		if (id->subvendor == PCI_ANY && id->subdevice == PCI_ANY)
			return;
		text_puts(out, ":");
		selector_format_pair(id->subvendor, id->subdevice, out);
		return;
	}
	pci_address_format(&selector->address, address);
	text_puts(out, address);
	path_format(selector, out);
}

static bool devfn_matches(const struct pci_address *pattern, const struct pci_address *address)
{
	return pattern->device == address->device &&
	       (pattern->function == PCI_ANY || pattern->function == address->function);
}

static bool address_matches(const struct pci_address *pattern, const struct pci_address *address)
{
	return pattern->domain == address->domain && pattern->bus == address->bus &&
	       devfn_matches(pattern, address);
}

/* The bridge that a path's last element is directly below; NULL when there is none. */
static const struct pci_device *path_bridge(const struct selector *selector,
					    const struct pci_devices *devices)
{
	const struct pci_device *bridge = pci_devices_find(devices, &selector->address);
	size_t i, k;

	for (i = 0; bridge && i + 1 < selector->depth; i++) {
		struct pci_device key = { .address = selector->below[i],
					  .parent = (int)(bridge - devices->list) };
		struct pci_range range = pci_devices_range(devices, PCI_BY_BRIDGE, &key);

		bridge = NULL;
		for (k = 0; !bridge && k < range.count; k++)
			if (pci_is_bridge(pci_at(&range, k)))
				bridge = pci_at(&range, k);
	}
	return bridge;
}

struct pci_range selector_range(const struct selector *selector, const struct pci_devices *devices)
{
	struct pci_device key = { .id = selector->id, .address = selector->address };
	const struct pci_device *bridge;

	switch (selector->kind) {
	case SELECTOR_ID:
		return pci_devices_range(devices, PCI_BY_ID, &key);
	case SELECTOR_ADDRESS:
		return pci_devices_range(devices, PCI_BY_ADDRESS, &key);
	case SELECTOR_PATH:
		break;
	}
	bridge = path_bridge(selector, devices);
	if (!bridge)
		return (struct pci_range){ 0 };
	key.parent = (int)(bridge - devices->list);
	key.address = selector->below[selector->depth - 1];
	return pci_devices_range(devices, PCI_BY_BRIDGE, &key);
}

static bool path_matches(const struct selector *selector, const struct pci_devices *devices,
			 const struct pci_device *device)
{
	size_t i;

	for (i = selector->depth; i > 0; i--) {
		if (!devfn_matches(&selector->below[i - 1], &device->address) || device->parent < 0)
			return false;
		device = &devices->list[device->parent];
	}
	return address_matches(&selector->address, &device->address);
}

bool selector_matches(const struct selector *selector, const struct pci_devices *devices,
		      const struct pci_device *device)
{
	switch (selector->kind) {
	case SELECTOR_ID:
		return pci_id_matches(&selector->id, &device->id);
	case SELECTOR_ADDRESS:
		return address_matches(&selector->address, &device->address);
	case SELECTOR_PATH:
		return path_matches(selector, devices, device);
	}
	return false;
}

bool selector_is_one_place(const struct selector *selector)
{
	switch (selector->kind) {
	case SELECTOR_ID:
		return false;
	case SELECTOR_ADDRESS:
		return selector->address.function != PCI_ANY;
	case SELECTOR_PATH:
		return selector->below[selector->depth - 1].function != PCI_ANY;
	}
	return false;
}

const struct pci_device *selector_first(const struct selector *selector,
					const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (selector_matches(selector, devices, &devices->list[i]))
			return &devices->list[i];
	return NULL;
}

static bool is_same_address(const struct pci_address *a, const struct pci_address *b)
{
	return pci_same_slot(a, b) && a->function == b->function;
}

bool selector_equals(const struct selector *a, const struct selector *b)
{
	size_t i;

	if (a->kind != b->kind)
		return false;
	if (a->kind == SELECTOR_ID)
		return !memcmp(&a->id, &b->id, sizeof(a->id));
	if (!is_same_address(&a->address, &b->address) ||
	    (a->kind == SELECTOR_PATH && a->depth != b->depth))
		return false;
	for (i = 0; a->kind == SELECTOR_PATH && i < a->depth; i++)
		if (a->below[i].device != b->below[i].device ||
		    a->below[i].function != b->below[i].function)
			return false;
	return true;
}
