// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sorting of pointers, and the ranges of functions that are found through it.
 */
#include "unit/unit.h"

#include <string.h>

#include "core/pci.h"
#include "core/sort.h"

#define COUNT_MAX 70

struct item {
	unsigned int key, position;
};

static int compare_items(const void *a, const void *b)
{
	const struct item *left = a, *right = b;

	return (left->key > right->key) - (left->key < right->key);
}

/* Every length, with many equal keys: in order, and the equal ones as they came. */
static void equal_ones_stay_as_they_were(void **state)
{
	struct item items[COUNT_MAX];
	const void *list[COUNT_MAX];
	unsigned int seed = 1;
	size_t count, i;

	(void)state;
	for (count = 0; count <= COUNT_MAX; count++) {
		for (i = 0; i < count; i++) {
			seed = seed * 1103515245 + 12345;
			items[i] = (struct item){ seed >> 16 & 7, (unsigned int)i };
			list[i] = &items[i];
		}
		assert_int_equal(sort_pointers(list, count, compare_items), 0);
		for (i = 1; i < count; i++) {
			const struct item *before = list[i - 1], *after = list[i];

			assert_true(
				before->key < after->key ||
				(before->key == after->key && before->position < after->position));
		}
	}
}

static unsigned int calls;

static int count_calls(const void *a, const void *b)
{
	calls++;
	return compare_items(a, b);
}

static void what_is_in_order_takes_one_pass(void **state)
{
	struct item items[COUNT_MAX];
	const void *list[COUNT_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_MAX; i++) {
		items[i] = (struct item){ (unsigned int)i, (unsigned int)i };
		list[i] = &items[i];
	}
	calls = 0;
	assert_int_equal(sort_pointers(list, COUNT_MAX, count_calls), 0);
	assert_int_equal(calls, COUNT_MAX - 1);
}

static struct pci_device device(uint8_t bus, uint8_t slot, int32_t vendor, int32_t id, int group)
{
	return (struct pci_device){ .address = { .bus = bus, .device = slot },
				    .id = { vendor, id, 0, 0 },
				    .parent = -1,
				    .group = group };
}

static void expect_range(const struct pci_devices *devices, enum pci_order order,
			 struct pci_device key, const char *indices)
{
	struct pci_range range = pci_devices_range(devices, order, &key);
	size_t i;

	assert_int_equal(range.count, strlen(indices));
	for (i = 0; i < range.count; i++)
		assert_int_equal(pci_at(&range, i) - devices->list, indices[i] - '0');
}

static void a_range_has_all_that_is_equal_and_nothing_else(void **state)
{
	struct pci_device list[] = {
		device(0, 0, 0x8086, 7, 3), device(0, 1, 0x10de, 2, -1), device(1, 0, 0x10de, 1, 3),
		device(1, 2, 0x10de, 2, 0), device(2, 0, 0x10de, 1, 3),
	};
	struct pci_devices devices = { .list = list, .count = ARRAY_SIZE(list) };
	struct pci_device any = device(1, 0, 0x10de, PCI_ANY, 0);

	(void)state;
	list[2].address.function = 1;
	expect_range(&devices, PCI_BY_ID, any, ""); /* not sorted yet */
	assert_int_equal(pci_devices_sort(&devices), 0);
	expect_range(&devices, PCI_BY_ID, any, "2413");
	expect_range(&devices, PCI_BY_ID, device(0, 0, 0x10de, 2, 0), "13");
	expect_range(&devices, PCI_BY_ID, device(0, 0, 0x10de, 3, 0), "");
	expect_range(&devices, PCI_BY_ID, device(0, 0, 0xffff, PCI_ANY, 0), "");
	expect_range(&devices, PCI_BY_GROUP, device(0, 0, 0, 0, 3), "024");
	expect_range(&devices, PCI_BY_GROUP, device(0, 0, 0, 0, 9), "");
	expect_range(&devices, PCI_BY_ADDRESS, device(1, 0, 0, 0, 0), "");
	any.address.function = PCI_ANY;
	expect_range(&devices, PCI_BY_ADDRESS, any, "2");
	list[3].parent = list[4].parent = 1;
	assert_int_equal(pci_devices_sort(&devices), 0);
	any.parent = 1;
	expect_range(&devices, PCI_BY_BRIDGE, any, "4");
	any.address.device = 2;
	expect_range(&devices, PCI_BY_BRIDGE, any, "3");
	devices.list = NULL; /* not from the heap */
	pci_devices_free(&devices);
}

UNIT_MAIN(cmocka_unit_test(equal_ones_stay_as_they_were),
	  cmocka_unit_test(what_is_in_order_takes_one_pass),
	  cmocka_unit_test(a_range_has_all_that_is_equal_and_nothing_else))
