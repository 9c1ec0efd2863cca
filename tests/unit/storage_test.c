// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the host needs: from mounts and swap to PCI functions, on captured block devices.
 */
#include "unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/needs/storage.h"

/* errors: how many things are told */
static void assert_found(const char *machine, const char *lines, const char *addresses,
			 size_t errors_count)
{
	struct fs *fs = unit_machine(machine, lines);
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };
	struct text found = { 0 };
	size_t i;

	assert_int_equal(storage_find(fs, &protection, &errors), 0);
	for (i = 0; i < protection.count; i++) {
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&protection.list[i].address, address);
		text_printf(&found, "%s ", address);
	}
	assert_string_equal(text_string(&found), addresses);
	assert_int_equal(errors.count + protection.unlocated.count, errors_count);
	diagnostics_free(&errors);
	text_free(&found);
	protection_free(&protection);
	unit_machine_end(fs);
}

static void assert_protected(const char *machine, const char *lines, const char *addresses)
{
	assert_found(machine, lines, addresses, 0);
}

static void what_the_host_lives_on_is_found_through_every_layer(void **state)
{
	(void)state;
	assert_protected("desktop-igpu-dgpu", NULL, "0000:00:1b.0 0000:02:00.0 ");
	assert_protected("storage", NULL,
			 "0000:00:1a.0 0000:01:00.0 0000:00:1b.4 0000:03:00.0 0000:00:1c.0 "
			 "0000:04:00.0 0000:00:17.0 0000:00:1b.0 0000:02:00.0 ");
	assert_protected("nvme-multipath", NULL,
			 "0000:00:01.1 0000:01:00.0 0000:00:01.2 0000:02:00.0 0000:00:01.3 "
			 "0000:03:00.0 ");
	assert_protected("vmd", NULL, "0000:00:0e.0 10000:e0:06.0 10000:e1:00.0 ");
	assert_protected("virtio-guest", NULL, "0000:00:02.0 0000:01:00.0 ");
	assert_protected("acs", NULL, "");
}

static void a_swap_on_a_mapped_name_is_found(void **state)
{
	(void)state;
	assert_found("storage",
		     "remove proc/self/mountinfo proc/swaps\n"
		     "file proc/self/mountinfo 9 1 0:45 / / rw - tmpfs tmpfs rw\n"
		     "file proc/swaps Filename Type Size Used Priority\n"
		     "file proc/swaps /dev/mapper/vg-swap partition 1 0 -2\n"
		     "file proc/swaps /dev/mapper/nothing partition 1 0 -3\n"
		     "file proc/swaps /dev/../etc partition 1 0 -3\n"
		     "file proc/swaps /swapfile file 1 0 -3\n",
		     "0000:00:1a.0 0000:01:00.0 ", 2);
}

static void a_btrfs_without_sysfs_is_found_by_its_source(void **state)
{
	(void)state;
	assert_protected("storage",
			 "remove proc/self/mountinfo proc/swaps sys/fs\nfile proc/swaps Filename\n"
			 "file proc/self/mountinfo 9 1 0:45 / / rw - btrfs /dev/nvme2n1 rw\n",
			 "0000:00:1c.0 0000:04:00.0 ");
}

static void devices_in_a_loop_end_the_search(void **state)
{
	struct fs *fs = unit_machine(
		"debian-12", "block virtual/block/dm-0 254:0\nblock virtual/block/dm-1 254:1\n"
			     "slaves dm-0 dm-1\nslaves dm-1 dm-0\n"
			     "file proc/self/mountinfo 9 1 254:0 / / rw - ext4 /dev/dm-0 rw\n");
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(storage_find(fs, &protection, &errors), 0);
	assert_int_equal(protection.count, 0);
	assert_int_equal(errors.count, 1);
	assert_non_null(strstr(errors.list[0].text, "more than 16 deep"));
	assert_int_equal(protection.unlocated.count, 1);
	assert_string_equal(protection.unlocated.list[0].file, "/");
	protection_free(&protection);
	diagnostics_free(&errors);
	unit_machine_end(fs);
}

static void mounts_that_make_no_sense_are_no_crash(void **state)
{
	static const char *const lines[] = { "nonsense", "9 1 0:45", "9 1 x:y / / rw - ext4 x rw",
					     "\\x00\\x01\\xff" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		struct protection protection = { 0 };
		struct diagnostics errors = { 0 };
		char text[128];
		struct fs *fs;

		(void)snprintf(text, sizeof(text), "file proc/self/mountinfo %s\n", lines[i]);
		fs = unit_machine("debian-12", text);
		assert_int_equal(storage_find(fs, &protection, &errors), 0);
		assert_int_equal(protection.count, 0);
		protection_free(&protection);
		diagnostics_free(&errors);
		unit_machine_end(fs);
	}
}

static void a_table_that_cannot_be_read_is_named(void **state)
{
	struct fs *fs = unit_machine("debian-12", "remove proc/self/mountinfo\n"
						  "directory proc/self/mountinfo\n");
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(storage_find(fs, &protection, &errors), 0);
	assert_int_equal(protection.unlocated.count, 1);
	protection_free(&protection);
	diagnostics_free(&errors);
	unit_machine_end(fs);
}

static void a_table_with_a_nul_byte_is_named(void **state)
{
	static const char *const tables[] = {
		"remove proc/self/mountinfo\nfile proc/self/mountinfo \\x00\n",
		"remove proc/swaps\nfile proc/swaps Filename\nfile proc/swaps \\x00\n"
		"file proc/swaps /dev/nvme0n1 partition 1 0 -2\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		struct fs *fs = unit_machine("debian-12", tables[i]);
		struct protection protection = { 0 };
		struct diagnostics errors = { 0 };

		assert_int_equal(storage_find(fs, &protection, &errors), 0);
		assert_int_equal(errors.count + protection.unlocated.count, 1);
		diagnostics_free(&errors);
		protection_free(&protection);
		unit_machine_end(fs);
	}
}

static void a_table_of_mounts_with_a_damaged_head_is_named(void **state)
{
	struct fs *fs = unit_machine(
		"debian-12", "remove proc/self/mountinfo\nfile proc/self/mountinfo 22rw / / rw\n"
			     "file proc/self/mountinfo 9 1 259:0 / / rw - ext4 /dev/nvme0n1 rw\n");
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(storage_find(fs, &protection, &errors), 0);
	assert_int_equal(protection.unlocated.count, 1);
	diagnostics_free(&errors);
	protection_free(&protection);
	unit_machine_end(fs);
}

static void a_link_of_a_disk_without_a_directory_is_no_crash(void **state)
{
	static const char *const types[] = { "btrfs", "f2fs" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		struct protection protection = { 0 };
		struct diagnostics errors = { 0 };
		char text[512];
		struct fs *fs;

		(void)snprintf(
			text, sizeof(text),
			"link sys/dev/block/259:9 nvme9n1\nlink sys/class/block/nvme9n1 nvme9n1\n"
			"remove proc/self/mountinfo\nfile proc/self/mountinfo 9 1 259:9 / / rw - "
			"%s "
			"/dev/nvme9n1 rw\n",
			types[i]);
		fs = unit_machine("debian-12", text);
		assert_int_equal(storage_find(fs, &protection, &errors), 0);
		assert_int_equal(protection.count, 0);
		diagnostics_free(&errors);
		protection_free(&protection);
		unit_machine_end(fs);
	}
}

UNIT_MAIN(cmocka_unit_test(what_the_host_lives_on_is_found_through_every_layer),
	  cmocka_unit_test(a_swap_on_a_mapped_name_is_found),
	  cmocka_unit_test(a_btrfs_without_sysfs_is_found_by_its_source),
	  cmocka_unit_test(devices_in_a_loop_end_the_search),
	  cmocka_unit_test(mounts_that_make_no_sense_are_no_crash),
	  cmocka_unit_test(a_table_that_cannot_be_read_is_named),
	  cmocka_unit_test(a_table_with_a_nul_byte_is_named),
	  cmocka_unit_test(a_table_of_mounts_with_a_damaged_head_is_named),
	  cmocka_unit_test(a_link_of_a_disk_without_a_directory_is_no_crash))
