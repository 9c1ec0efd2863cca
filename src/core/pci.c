// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PCI addresses and IDs: parse, print, compare. No I/O.
 */
#include "core/pci.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

static int compare_addresses(const struct pci_device *a, const struct pci_device *b)
{
	return pci_address_compare(&a->address, &b->address);
}

static int compare_ids(const struct pci_device *a, const struct pci_device *b)
{
	int order = compare(a->id.vendor, b->id.vendor);

	if (order || a->id.device == PCI_ANY || b->id.device == PCI_ANY)
		return order;
	return compare(a->id.device, b->id.device);
}

static int compare_places(const struct pci_device *a, const struct pci_device *b)
{
	int order = compare(a->parent, b->parent);

	return order ? order : compare_devfns(&a->address, &b->address);
}

static int compare_groups(const struct pci_device *a, const struct pci_device *b)
{
	return compare(a->group, b->group);
}

typedef int compare_fn(const struct pci_device *a, const struct pci_device *b);

static compare_fn *const comparisons[PCI_ORDERS] = {
	[PCI_BY_ADDRESS] = compare_addresses,
	[PCI_BY_ID] = compare_ids,
	[PCI_BY_BRIDGE] = compare_places,
	[PCI_BY_GROUP] = compare_groups,
};

/* What is equal stays in the order of the addresses, which is that of the array. */
static int compare_pointers(const void *left, const void *right, compare_fn *order)
{
	const struct pci_device *a = *(const struct pci_device *const *)left;
	const struct pci_device *b = *(const struct pci_device *const *)right;
	int result = order(a, b);

	return result ? result : compare(a - b, 0);
}

static int sort_by_id(const void *a, const void *b)
{
	return compare_pointers(a, b, compare_ids);
}

static int sort_by_bridge(const void *a, const void *b)
{
	return compare_pointers(a, b, compare_places);
}

static int sort_by_group(const void *a, const void *b)
{
	return compare_pointers(a, b, compare_groups);
}

int pci_devices_sort(struct pci_devices *devices)
{
	size_t count = devices->count, i, order;
	const struct pci_device **all = calloc(count * PCI_ORDERS + 1, sizeof(*all));

	free_orders(devices);
	if (!all)
		return -ENOMEM;
	for (order = 0; order < PCI_ORDERS; order++) {
		devices->orders[order] = all + order * count;
		for (i = 0; i < count; i++)
			devices->orders[order][i] = &devices->list[i];
	}
	qsort(devices->orders[PCI_BY_ID], count, sizeof(*all), sort_by_id);
	qsort(devices->orders[PCI_BY_BRIDGE], count, sizeof(*all), sort_by_bridge);
	qsort(devices->orders[PCI_BY_GROUP], count, sizeof(*all), sort_by_group);
	return 0;
}

/* The first function that is not before key; with after, the first that is behind it. */
static size_t find_bound(const struct pci_devices *devices, enum pci_order order,
			 const struct pci_device *key, bool after)
{
	size_t low = 0, high = devices->orders[order] ? devices->count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int side = comparisons[order](devices->orders[order][middle], key);

		if (side < 0 || (after && !side))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pci_range pci_devices_range(const struct pci_devices *devices, enum pci_order order,
				   const struct pci_device *key)
{
	size_t first = find_bound(devices, order, key, false);
	size_t end = find_bound(devices, order, key, true);

	return (struct pci_range){ devices->orders[order] + first, end - first };
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
