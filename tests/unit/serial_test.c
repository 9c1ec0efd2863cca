// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Serial numbers as the kernel shows them: in an attribute, in configuration space, or not at all.
 */
#include "unit/unit.h"

#include <string.h>

#include "kernel/pci_scan.h"
#include "kernel/serial.h"

#define NIC "0000:01:00.0"
#define CARD "pci " NIC " 8086:10d3 8086:a01f 020000 parent=0000:00:1c.0 "
#define FILES "sys/devices/pci0000:00/0000:00:1c.0/" NIC "/"
#define NUMBER "52-54-00-ff-ff-00-00-02"

/* The state of the function's number on the machine with these lines, and the number. */
static enum pci_serial read_number(const char *lines, const char *address, uint64_t *serial)
{
	struct fs *fs = unit_machine("ports", lines);
	struct diagnostics errors = { 0 };
	struct pci_devices devices;
	struct pci_device *device;
	enum pci_serial state;

	assert_int_equal(pci_scan(fs, &devices, &errors), 0);
	device = &devices.list[unit_device(&devices, address)];
	serial_read(fs, &devices, device);
	state = device->serial_state;
	*serial = device->serial;
	pci_devices_free(&devices);
	diagnostics_free(&errors);
	unit_machine_end(fs);
	return state;
}

static void a_number_is_found_wherever_it_is(void **state)
{
	static const struct {
		const char *lines;
		enum pci_serial state;
		uint64_t serial;
	} table[] = {
		{ CARD "serial=" NUMBER "\n", PCI_SERIAL_KNOWN, 0x525400ffff000002 },
		{ CARD "\nfile " FILES "serial_number " NUMBER "\n", PCI_SERIAL_KNOWN,
		  0x525400ffff000002 },
		{ CARD "serial=none\n", PCI_SERIAL_NONE, 0 },
		{ CARD "\n", PCI_SERIAL_NONE, 0 }, /* no extended capabilities */
		{ CARD "serial=unreadable\n", PCI_SERIAL_UNKNOWN, 0 },
		{ CARD "serial=01-00-00-00-68-4c-e0-00\n", PCI_SERIAL_NONE, 0 },
		{ CARD "serial=ff-ff-ff-ff-ff-ff-ff-ff\n", PCI_SERIAL_NONE, 0 },
		{ CARD "\nfile " FILES "serial_number what is this\n", PCI_SERIAL_UNKNOWN, 0 },
		{ CARD "\nremove " FILES "config\n", PCI_SERIAL_UNKNOWN, 0 },
	};
	uint64_t serial;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (read_number(table[i].lines, NIC, &serial) != table[i].state ||
		    serial != table[i].serial)
			fail_msg("%s: %llx", table[i].lines, (unsigned long long)serial);
}

/* A list of capabilities that never ends, or leads nowhere, ends here. */
static void a_list_that_is_damaged_ends(void **state)
{
	static const struct {
		const char *text;
		enum pci_serial state;
	} table[] = {
		{ "\\x01\\x00\\x01\\x10", PCI_SERIAL_NONE },    /* points to itself */
		{ "\\x01\\x00\\xc1\\xff", PCI_SERIAL_UNKNOWN }, /* beyond its end */
		{ "\\x03\\x00\\x01\\x00", PCI_SERIAL_UNKNOWN }, /* ends in the number */
		{ "\\x01\\x00\\x01\\x04", PCI_SERIAL_NONE },    /* back before its start */
	};
	uint64_t serial;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text lines = { 0 };

		text_printf(&lines,
			    CARD "\nfill " FILES "config 192 \\x00\nfill " FILES "config 1 %s\n",
			    table[i].text);
		if (read_number(text_string(&lines), NIC, &serial) != table[i].state)
			fail_msg("%s", table[i].text);
		text_free(&lines);
	}
}

/* The number is the card's; on a root bus a slot is no card. */
static void other_functions_have_the_number_of_function_0(void **state)
{
	static const char card[] = CARD "serial=" NUMBER
					"\npci 0000:01:00.1 8086:10d3 8086:a01f 020000 "
					"parent=0000:00:1c.0 serial=none\n";
	static const char board[] = "pci 0000:00:05.0 8086:10d3 8086:a01f 020000 serial=" NUMBER
				    "\npci 0000:00:05.1 8086:10d3 8086:a01f 020000 serial=none\n";
	uint64_t serial;

	(void)state;
	assert_int_equal(read_number(card, "0000:01:00.1", &serial), PCI_SERIAL_KNOWN);
	assert_true(serial == 0x525400ffff000002);
	assert_int_equal(read_number(board, "0000:00:05.1", &serial), PCI_SERIAL_NONE);
}

UNIT_MAIN(cmocka_unit_test(a_number_is_found_wherever_it_is),
	  cmocka_unit_test(a_list_that_is_damaged_ends),
	  cmocka_unit_test(other_functions_have_the_number_of_function_0))
