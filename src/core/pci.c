// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PCI addresses and IDs: parse, print, compare. No I/O.
 */
#include "core/pci.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

void pci_devices_free(struct pci_devices *devices)
{
	free(devices->list);
	memset(devices, 0, sizeof(*devices));
}

const struct pci_device *pci_devices_find(const struct pci_devices *devices,
					  const struct pci_address *address)
{
	size_t low = 0, high = devices->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = pci_address_compare(address, &devices->list[middle].address);

		if (!order)
			return &devices->list[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool pci_is_bridge(const struct pci_device *device)
{
	return device->class >> 16 == 0x06;
}

bool pci_is_storage(const struct pci_device *device)
{
	return device->class >> 16 == 0x01;
}

int pci_devfn_parse(const char *text, size_t length, bool any_function, struct pci_address *address)
{
	uint32_t device, function;
	bool any = any_function && length == 4 && text[3] == '*';

	if (length != 4 || text[2] != '.' || hex_parse(text, 2, 2, 2, &device) || device > 0x1f)
		return -EINVAL;
	if (!any && (hex_parse(text + 3, 1, 1, 1, &function) || function > 7))
		return -EINVAL;
	address->device = (uint8_t)device;
	address->function = any ? PCI_ANY : (int8_t)function;
	return 0;
}

int pci_address_parse(const char *text, size_t length, bool any_function,
		      struct pci_address *address)
{
	struct pci_address result = { 0 };
	size_t tail = strlen("bb:dd.f");
	size_t head = length >= tail ? length - tail : 0;
	uint32_t bus;

	if (length < tail)
		return -EINVAL;
	if (head && (text[head - 1] != ':' || hex_parse(text, head - 1, 4, 8, &result.domain)))
		return -EINVAL;
	text += head;
	if (hex_parse(text, 2, 2, 2, &bus) || text[2] != ':')
		return -EINVAL;
	if (pci_devfn_parse(text + 3, 4, any_function, &result))
		return -EINVAL;
	result.bus = (uint8_t)bus;
	*address = result;
	return 0;
}

void pci_address_format(const struct pci_address *address, char out[PCI_ADDRESS_SIZE])
{
	char function = address->function == PCI_ANY ? '*' : (char)('0' + address->function);

	(void)snprintf(out, PCI_ADDRESS_SIZE, "%04x:%02x:%02x.%c", address->domain, address->bus,
		       address->device, function);
}

bool pci_path_next(const char **path, struct pci_address *address)
{
	bool found = false;

	while (**path && !found) {
		size_t length = strcspn(*path, "/");

		found = !pci_address_parse(*path, length, false, address);
		*path += length + ((*path)[length] == '/');
	}
	return found;
}

int pci_address_compare(const struct pci_address *a, const struct pci_address *b)
{
	if (a->domain != b->domain)
		return a->domain < b->domain ? -1 : 1;
	if (a->bus != b->bus)
		return a->bus - b->bus;
	if (a->device != b->device)
		return a->device - b->device;
	return a->function - b->function;
}

static bool field_matches(int32_t pattern, int32_t value)
{
	return pattern == PCI_ANY || pattern == value;
}

bool pci_id_matches(const struct pci_id *pattern, const struct pci_id *id)
{
	return field_matches(pattern->vendor, id->vendor) &&
	       field_matches(pattern->device, id->device) &&
	       field_matches(pattern->subvendor, id->subvendor) &&
	       field_matches(pattern->subdevice, id->subdevice);
}
