// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the tables of mounts and swaps, and in what sysfs says of block devices. The root
 * filesystem and the swap come last in their tables: whatever is above them, their controllers
 * are found or an error tells.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/needs/storage.h"

#define DISK "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/nvme/nvme0/nvme0n1/"
#define MAPPED "sys/devices/virtual/block/dm-0/"
#define ROOT "\n28 1 254:0 / / rw - ext4 /dev/mapper/root rw\n"
#define SWAP "\n/dev/sda partition 1 0 -2\n"

static const char text[] =
	"pci 0000:00:01.0 8086:1901 1458:5000 060400\n"
	"pci 0000:00:17.0 8086:a102 1458:5000 010601\n"
	"pci 0000:01:00.0 144d:a80c 144d:a801 010802 parent=0000:00:01.0\n"
	"block 0000:01:00.0/nvme/nvme0/nvme0n1 259:0\nblock 0000:00:17.0/ata1/sda 8:0\n"
	"block virtual/block/dm-0 254:0\nslaves dm-0 nvme0n1\nfile " MAPPED "dm/name root\n";

enum { MOUNTS, SWAPS, FSTAB, LABELS, RESUME, TABLES };

static const struct fuzz_place places[] = {
	[MOUNTS] = { "proc/self/mountinfo", false }, /* a */
	[SWAPS] = { "proc/swaps", false },           /* b */
	[FSTAB] = { "etc/fstab", false },            /* c */
	[LABELS] = { "run/udev/data/b8:0", false },  /* d */
	[RESUME] = { "sys/power/resume", false },    /* e */
	[TABLES] = { "sys/dev/block/254:0", true },  /* f */
	{ "sys/dev/block/259:0", true },             /* g */
	{ "sys/class/block/dm-0", true },            /* h */
	{ MAPPED "slaves/nvme0n1", true },           /* i */
	{ MAPPED "dm/name", false },                 /* j */
	{ "sys/fs/btrfs/x/devices/a", true },        /* k */
	{ DISK "slaves/x", true },                   /* l */
	{ "sys/class/block/sda", true },             /* m */
};

static void end_table(struct fake *fake, size_t table, const char *line)
{
	HOLDS(tree_add_file(&fake->tree, places[table].path, line, strlen(line)) >= 0);
}

/* Whether the input has only tables: what sysfs says is true then. */
static bool is_sysfs_true(const uint8_t *data, size_t size)
{
	struct fuzz_piece piece;

	while (fuzz_next_piece(&data, &size, ARRAY_SIZE(places), &piece))
		if (piece.letter >= TABLES)
			return false;
	return true;
}

static bool is_protected(const struct protection *protection, uint8_t bus, uint8_t device)
{
	const struct pci_address wanted = { .bus = bus, .device = device };
	size_t i;

	for (i = 0; i < protection->count; i++)
		if (!pci_address_compare(&protection->list[i].address, &wanted))
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct fs *fs = fuzz_machine_start(&machine, data, size);
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };
	size_t i;

	end_table(&machine.now, MOUNTS, ROOT);
	end_table(&machine.now, SWAPS, SWAP);
	HOLDS(!storage_find(fs, &protection, &errors));
	for (i = 0; i < protection.count; i++)
		HOLDS(*protection.list[i].what);
	for (i = 0; i < errors.count; i++)
		HOLDS(*errors.list[i].text && fuzz_is_plain(errors.list[i].file));
	if (!errors.count && !protection.unlocated.count && is_sysfs_true(data, size))
		HOLDS(is_protected(&protection, 1, 0) && is_protected(&protection, 0, 0x17));
	diagnostics_free(&errors);
	protection_free(&protection);
	return 0;
}
