// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Addresses and IDs.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

static void addresses_are_read_and_printed_in_one_spelling(void **state)
{
	static const struct {
		const char *in, *out;
	} table[] = {
		{ "0000:01:00.0", "0000:01:00.0" },      { "01:00.0", "0000:01:00.0" },
		{ "0A:1F.7", "0000:0a:1f.7" },           { "FFFF:ff:1f.7", "ffff:ff:1f.7" },
		{ "10000:e1:00.0", "10000:e1:00.0" },    { "ffffffff:ff:1f.7", "ffffffff:ff:1f.7" },
		{ "00010000:e1:00.0", "10000:e1:00.0" }, { "01:00.*", "0000:01:00.*" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		char out[PCI_ADDRESS_SIZE];
		struct pci_address address;

		assert_int_equal(
			pci_address_parse(table[i].in, strlen(table[i].in), true, &address), 0);
		pci_address_format(&address, out);
		assert_string_equal(out, table[i].out);
	}
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const table[] = {
		"",
		"1:00.0",
		"0000:01:00",
		"0000:01:00.8",
		"0000:01:20.0",
		"000:01:00.0",
		"0000:01:00.0 ",
		" 01:00.0",
		"0000:01:00:0",
		"0000.01:00.0",
		"01-00.0",
		"0x00:01:00.0",
		"01:00.f",
		"000000000:01:00.0",
		":01:00.0",
		"100:00.0",
		"0000:01:00.*",
		"0000:g1:00.0",
		"01:0 .0",
		"01:00.-",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct pci_address address = { .bus = 0x55 };

		assert_int_equal(pci_address_parse(table[i], strlen(table[i]), false, &address),
				 -EINVAL);
		assert_int_equal(address.bus, 0x55);
	}
}

static void addresses_are_ordered_by_domain_bus_device_function(void **state)
{
	static const char *const order[] = { "0000:00:00.0",    "0000:00:00.7", "0000:00:1f.0",
					     "0000:ff:00.0",    "0001:00:00.0", "10000:00:00.0",
					     "ffffffff:00:00.0" };
	struct pci_device list[ARRAY_SIZE(order)];
	struct pci_devices devices = { .list = list, .count = ARRAY_SIZE(order) };
	struct pci_address absent = { .bus = 3 };
	size_t i, j;

	(void)state;
	for (i = 0; i < devices.count; i++)
		assert_int_equal(
			pci_address_parse(order[i], strlen(order[i]), false, &list[i].address), 0);
	for (i = 0; i < devices.count; i++) {
		assert_ptr_equal(pci_devices_find(&devices, &list[i].address), &list[i]);
		for (j = 0; j < devices.count; j++) {
			int compared = pci_address_compare(&list[i].address, &list[j].address);

			assert_int_equal((compared > 0) - (compared < 0), (i > j) - (i < j));
		}
	}
	assert_null(pci_devices_find(&devices, &absent));
	devices.count = 0;
	assert_null(pci_devices_find(&devices, &absent));
}

static void an_id_matches_where_it_says_something(void **state)
{
	const struct pci_id id = { 0x10de, 0x2191, 0x1043, 0x17ef };
	struct pci_id pattern = PCI_ID_ANY;

	(void)state;
	assert_true(pci_id_matches(&pattern, &id));
	pattern.vendor = 0x10de;
	assert_true(pci_id_matches(&pattern, &id));
	pattern.subdevice = 0x17ef;
	assert_true(pci_id_matches(&pattern, &id));
	pattern.device = 0x2192;
	assert_false(pci_id_matches(&pattern, &id));
	pattern.device = 0x2191;
	pattern.subvendor = 0x1044;
	assert_false(pci_id_matches(&pattern, &id));
	pattern.subvendor = PCI_ANY;
	pattern.subdevice = 0;
	assert_false(pci_id_matches(&pattern, &id));
}

static void only_class_06_is_a_bridge_and_only_01_is_storage(void **state)
{
	const struct pci_device host = { .class = 0x060000 }, port = { .class = 0x060400 };
	const struct pci_device nvme = { .class = 0x010802 }, vga = { .class = 0x030000 };
	const struct pci_device odd = { .class = 0x160600 };

	(void)state;
	assert_true(pci_is_bridge(&host) && pci_is_bridge(&port));
	assert_false(pci_is_bridge(&nvme) || pci_is_bridge(&vga) || pci_is_bridge(&odd));
	assert_true(pci_is_storage(&nvme));
	assert_false(pci_is_storage(&vga) || pci_is_storage(&port));
}

UNIT_MAIN(cmocka_unit_test(addresses_are_read_and_printed_in_one_spelling),
	  cmocka_unit_test(what_is_no_address_is_refused),
	  cmocka_unit_test(addresses_are_ordered_by_domain_bus_device_function),
	  cmocka_unit_test(an_id_matches_where_it_says_something),
	  cmocka_unit_test(only_class_06_is_a_bridge_and_only_01_is_storage))
