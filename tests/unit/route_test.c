// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The network card behind the default route.
 */
#include "unit/unit.h"

#include "host/needs/route.h"

#define MACHINE                                                                    \
	"pci 0000:00:1f.6 8086:15b8 1458:e000 020000\n"                            \
	"file sys/devices/pci0000:00/0000:00:1f.6/net/eth9/mtu 1500\n"             \
	"link sys/class/net/eth9 ../../devices/pci0000:00/0000:00:1f.6/net/eth9\n" \
	"file proc/net/route Iface Destination\\x00\n"                             \
	"file proc/net/route eth9\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"

static void a_nul_byte_does_not_end_the_table(void **state)
{
	struct fs *fs = unit_machine("debian-12", MACHINE);
	const struct pci_address card = { .device = 0x1f, .function = 6 };
	struct protection found = { 0 };

	(void)state;
	assert_int_equal(route_find(fs, &found), 0);
	assert_non_null(protection_of(&found, &card));
	protection_free(&found);
	unit_machine_end(fs);
}

UNIT_MAIN(cmocka_unit_test(a_nul_byte_does_not_end_the_table))
