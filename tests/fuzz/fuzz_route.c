// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the routing tables and in what sysfs says of interfaces. The default route comes
 * last in its table: whatever is above it, its network card is found, and all that is found is
 * behind an interface of the machine.
 */
#include <errno.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/needs/route.h"

#define ROUTE "\nbr0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"

static const char text[] =
	"pci 0000:00:1f.6 8086:15b8 1458:e000 020000\n"
	"pci 0000:02:00.0 10ec:8168 1458:e000 020000\n"
	"file sys/devices/pci0000:00/0000:00:1f.6/net/eth0/mtu 1500\n"
	"file sys/devices/pci0000:00/0000:02:00.0/net/eth1/mtu 1500\n"
	"link sys/class/net/eth0 ../../devices/pci0000:00/0000:00:1f.6/net/eth0\n"
	"link sys/class/net/eth1 ../../devices/pci0000:00/0000:02:00.0/net/eth1\n"
	"link sys/class/net/br0 ../../devices/virtual/net/br0\n"
	"link sys/devices/virtual/net/br0/lower_eth0 ../../../pci0000:00/0000:00:1f.6/net/eth0\n";

enum { IPV4, IPV6, TABLES };

static const struct fuzz_place places[] = {
	[IPV4] = { "proc/net/route", false },               /* a */
	[IPV6] = { "proc/net/ipv6_route", false },          /* b */
	{ "sys/class/net/eth1", true },                     /* c */
	{ "sys/devices/virtual/net/br0/lower_eth1", true }, /* d */
	{ "sys/devices/virtual/net/br0/lower_br0", true },  /* e */
	{ "sys/class/net/br0", true },                      /* f */
};

static bool is_sysfs_true(const uint8_t *data, size_t size)
{
	struct fuzz_piece piece;

	while (fuzz_next_piece(&data, &size, ARRAY_SIZE(places), &piece))
		if (piece.letter >= TABLES)
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	static const struct pci_address cards[] = { { .device = 0x1f, .function = 6 },
						    { .bus = 2 } };
	struct fs *fs = fuzz_machine_start(&machine, data, size);
	bool is_found = false, is_true = is_sysfs_true(data, size);
	struct protection found = { 0 };
	size_t i;
	int r;

	HOLDS(tree_add_file(&machine.now.tree, places[IPV4].path, ROUTE, strlen(ROUTE)) >= 0);
	r = route_find(fs, &found);
	HOLDS(r <= 0 && r != -ENOMEM);
	for (i = 0; i < found.count; i++) {
		const struct pci_address *address = &found.list[i].address;

		HOLDS(*found.list[i].what && !strchr(found.list[i].what, '/'));
		HOLDS(!is_true || !pci_address_compare(address, &cards[0]) ||
		      !pci_address_compare(address, &cards[1]));
		is_found |= !pci_address_compare(address, &cards[0]);
	}
	HOLDS(is_found || !is_true);
	protection_free(&found);
	return 0;
}
