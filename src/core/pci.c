// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PCI addresses and IDs: parse, print, compare. No I/O.
 */
#include "core/pci.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/sort.h"
#include "core/text.h"

static void free_orders(struct pci_devices *devices)
{
	free(devices->orders[0]);
	memset(devices->orders, 0, sizeof(devices->orders));
}

void pci_devices_free(struct pci_devices *devices)
{
	free(devices->list);
	free_orders(devices);
	memset(devices, 0, sizeof(*devices));
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_devfns(const struct pci_address *a, const struct pci_address *b)
{
	int order = compare(a->device, b->device);

	if (order || a->function == PCI_ANY || b->function == PCI_ANY)
		return order;
	return compare(a->function, b->function);
}

int pci_address_compare(const struct pci_address *a, const struct pci_address *b)
{
	int order = compare(a->domain, b->domain);

	if (!order)
		order = compare(a->bus, b->bus);
	return order ? order : compare_devfns(a, b);
}

static int compare_addresses(const void *left, const void *right)
{
	const struct pci_device *a = left, *b = right;

	return pci_address_compare(&a->address, &b->address);
}

static int compare_ids(const void *left, const void *right)
{
	const struct pci_device *a = left, *b = right;
	int order = compare(a->id.vendor, b->id.vendor);

	if (order || a->id.device == PCI_ANY || b->id.device == PCI_ANY)
		return order;
	return compare(a->id.device, b->id.device);
}

static int compare_places(const void *left, const void *right)
{
	const struct pci_device *a = left, *b = right;
	int order = compare(a->parent, b->parent);

	return order ? order : compare_devfns(&a->address, &b->address);
}

static int compare_groups(const void *left, const void *right)
{
	const struct pci_device *a = left, *b = right;

	return compare(a->group, b->group);
}

static sort_compare *const comparisons[PCI_ORDERS] = {
	[PCI_BY_ADDRESS] = compare_addresses,
	[PCI_BY_ID] = compare_ids,
	[PCI_BY_BRIDGE] = compare_places,
	[PCI_BY_GROUP] = compare_groups,
};

/* Equal ones stay in the order of the array. */
int pci_devices_sort(struct pci_devices *devices)
{
	size_t count = devices->count, i, order;
	const void **all = calloc(count * PCI_ORDERS + 1, sizeof(*all));
	int r = all ? 0 : -ENOMEM;

	free_orders(devices);
	for (order = 0; !r && order < PCI_ORDERS; order++) {
		devices->orders[order] = all + order * count;
		for (i = 0; i < count; i++)
			devices->orders[order][i] = &devices->list[i];
		r = sort_pointers(devices->orders[order], count, comparisons[order]);
	}
	if (r)
		free_orders(devices);
	return r;
}

/* The first function that is not before key; with after, the first one after it. */
static size_t find_bound(const struct pci_range *all, const struct pci_device *key,
			 sort_compare *order, bool after)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int side = order(all->list[middle], key);

		if (side < 0 || (after && !side))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pci_range pci_devices_all(const struct pci_devices *devices, enum pci_order order)
{
	const void **list = devices->orders[order];

	return (struct pci_range){ list, list ? devices->count : 0 };
}

struct pci_range pci_devices_range(const struct pci_devices *devices, enum pci_order order,
				   const struct pci_device *key)
{
	struct pci_range all = pci_devices_all(devices, order);
	size_t first = find_bound(&all, key, comparisons[order], false);
	size_t end = find_bound(&all, key, comparisons[order], true);

	return (struct pci_range){ first < end ? all.list + first : NULL, end - first };
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

bool pci_has_bridge_class(const struct pci_device *device)
{
	return device->class >> 16 == 0x06;
}

bool pci_is_bridge(const struct pci_device *device)
{
	return pci_has_bridge_class(device) && !device->is_endpoint;
}

bool pci_is_screen(const struct pci_device *device)
{
	uint32_t class = device->class >> 8;

	return class == 0x0300 || class == 0x0301 || class == 0x0380;
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

bool pci_same_slot(const struct pci_address *a, const struct pci_address *b)
{
	return a->domain == b->domain && a->bus == b->bus && a->device == b->device;
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
