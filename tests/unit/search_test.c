// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The parsers behind the search for what the host needs: labels, options, pools, routes; and
 * that a tree which means harm ends it.
 */
#include "unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/needs/labels.h"
#include "host/needs/remote.h"
#include "host/needs/route.h"
#include "host/needs/storage.h"
#include "host/needs/zfs.h"

static void a_label_is_a_whole_line(void **state)
{
	char lines[] =
		"S:disk/by-id/a\nE:ID_FS_UUID=AbCd\nE:ID_FS_UUID_ENC=x\nS:zvol/p/v\nG:systemd";
	const struct labels_device device = { .lines = lines };
	const char *line = NULL, *found;
	size_t length;

	(void)state;
	assert_true(labels_has(&device, "E:ID_FS_UUID=", "aBcD"));
	assert_false(labels_has(&device, "E:ID_FS_UUID=", "AbC"));
	assert_false(labels_has(&device, "E:ID_FS_UUID=", "AbCdE"));
	assert_false(labels_has(&device, "ID_FS_UUID=", "AbCd"));
	assert_true(labels_has(&device, "G:", "systemd"));
	found = labels_next(&device, "S:", &line, &length);
	assert_memory_equal(found, "disk/by-id/a", length);
	found = labels_next(&device, "S:", &line, &length);
	assert_memory_equal(found, "zvol/p/v", length);
	assert_null(labels_next(&device, "S:", &line, &length));
}

static void only_files_of_block_devices_are_labels(void **state)
{
	struct fs *fs = unit_machine("debian-12", "file run/udev/data/b8:1 E:A=1\n"
						  "file run/udev/data/b8 E:A=1\n"
						  "file run/udev/data/b8:1x E:A=1\n"
						  "file run/udev/data/c8:1 E:A=1\n"
						  "file run/udev/data/+pci:0000:00:00.0 E:A=1\n");
	struct labels labels = { 0 };
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(labels_read(fs, &labels, &errors), 0);
	assert_int_equal(labels.count, 1);
	assert_non_null(labels_find(&labels, "8:1"));
	assert_null(labels_find(&labels, "8:2"));
	assert_int_equal(errors.count, 0);
	labels_free(&labels);
	unit_machine_end(fs);
}

static void an_option_is_one_between_commas(void **state)
{
	char out[8];

	(void)state;
	assert_int_equal(remote_option("rw,clientaddr=1,addr=2,addr=3", "addr=", out, sizeof(out)),
			 0);
	assert_string_equal(out, "2");
	assert_int_equal(remote_option("addr=", "addr=", out, sizeof(out)), 0);
	assert_string_equal(out, "");
	assert_int_equal(remote_option("rw", "addr=", out, sizeof(out)), -ENOENT);
	assert_int_equal(remote_option("", "addr=", out, sizeof(out)), -ENOENT);
	assert_int_equal(remote_option("addr=12345678", "addr=", out, sizeof(out)), -EMSGSIZE);
}

static void a_pool_is_the_first_part_of_a_dataset(void **state)
{
	struct fs *fs = unit_machine("debian-12", "file proc/spl/kstat/zfs/tank/guid 17\n"
						  "file proc/spl/kstat/zfs/bad/guid 17x\n");
	struct zfs_pool pool;
	char name[ZFS_NAME_SIZE + 1];

	(void)state;
	assert_int_equal(zfs_pool_of(fs, "tank/a@b", &pool), 0);
	assert_string_equal(pool.name, "tank");
	assert_string_equal(pool.guid, "17");
	assert_int_equal(zfs_pool_of(fs, "bad@b", &pool), 0);
	assert_string_equal(pool.guid, "");
	assert_int_equal(zfs_pool_of(fs, "", &pool), -EINVAL);
	assert_int_equal(zfs_pool_of(fs, "/a", &pool), -EINVAL);
	assert_int_equal(zfs_pool_of(fs, "../a", &pool), -EINVAL);
	memset(name, 'a', sizeof(name));
	name[ZFS_NAME_SIZE] = '\0';
	assert_int_equal(zfs_pool_of(fs, name, &pool), -EINVAL);
	unit_machine_end(fs);
}

/* "06" for the card 0000:06:00.0, "" for none; found: what route_find_server() says */
static void assert_route(const char *lines, const char *server, const char *buses, bool found)
{
	struct fs *fs = unit_machine("stacks", lines);
	struct protection protection = { 0 };
	struct text text = { 0 };
	bool is_found = !found;
	size_t i;

	assert_int_equal(route_find_server(fs, server, "/", &protection, &is_found), 0);
	assert_int_equal(is_found, found);
	for (i = 0; i < protection.count; i++)
		if (protection.list[i].address.bus)
			text_printf(&text, "%02x ", protection.list[i].address.bus);
	assert_string_equal(text_string(&text), buses);
	text_free(&text);
	protection_free(&protection);
	unit_machine_end(fs);
}

static void the_longest_prefix_and_then_the_best_metric_wins(void **state)
{
	(void)state;
	assert_route(NULL, "192.168.2.9", "07 ", true);
	assert_route(NULL, "10.0.0.1", "06 ", true);
	assert_route("file proc/net/route eno2\t00000000\t0102A8C0\t0003\t0\t0\t50\t00000000\n",
		     "10.0.0.1", "07 ", true);
	assert_route("file proc/net/route eno2\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\n",
		     "10.0.0.1", "06 07 ", true);
	assert_route("file proc/net/route eno1\t0902A8C0\t00000000\t0005\t0\t0\t600\tFFFFFFFF\n",
		     "192.168.2.9", "06 ", true);
	/* unreachable, and down */
	assert_route("file proc/net/route eno1\t0902A8C0\t00000000\t0205\t0\t0\t1\tFFFFFFFF\n"
		     "file proc/net/route eno1\t0902A8C0\t00000000\t0004\t0\t0\t1\tFFFFFFFF\n",
		     "192.168.2.9", "07 ", true);
}

static void a_route_of_ipv6_has_bytes_and_a_length(void **state)
{
	static const char route[] =
		"file proc/net/ipv6_route 20010db8000000010000000000000000 40 "
		"00000000000000000000000000000000 00 00000000000000000000000000000000 "
		"00000100 00000001 00000000 00000001     eno2\n";

	(void)state;
	assert_route(route, "2001:db8:0:1::9", "07 ", true);
	assert_route(route, "2001:db8:0:2::9", "06 ", true);
	assert_route(route, "fe80::1%eno2", "07 ", true);
}

static void this_machine_and_a_tunnel_are_told_apart(void **state)
{
	(void)state;
	assert_route("file proc/net/route lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF\n",
		     "127.0.0.1", "", true);
	assert_route("link sys/class/net/wg0 ../../devices/virtual/net/wg0\n"
		     "directory sys/devices/virtual/net/wg0\n"
		     "file proc/net/route wg0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\n",
		     "10.0.0.1", "06 ", true);
	assert_route("remove proc/net/route\n", "10.0.0.1", "", false);
	assert_route(NULL, "", "06 ", true);
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const wrong[] = {
		"nn-0x1:pn-0x2", "server", "1.2.3", "fe80::1%../x", "fe80::1%averyverylongname",
		"1.2.3.4,5"
	};
	struct fs *fs = unit_machine("stacks", NULL);
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct protection protection = { 0 };
		bool found;

		assert_int_equal(route_find_server(fs, wrong[i], "/", &protection, &found),
				 -EINVAL);
		assert_int_equal(protection.count, 0);
	}
	unit_machine_end(fs);
}

/* Interfaces that are all lower to each other, a loop device on itself, a volume in its own pool.
 */
static void a_device_stacked_on_itself_ends_the_search(void **state)
{
	struct fs *fs = unit_machine(
		"stacks", "block virtual/block/loop0 7:0\n"
			  "file sys/devices/virtual/block/loop0/loop/backing_file /dev/loop0\n"
			  "block virtual/block/zd0 230:0\n"
			  "file run/udev/data/b230:0 S:zvol/p/v\n"
			  "file run/udev/data/b230:0 E:ID_FS_TYPE=zfs_member\n"
			  "file run/udev/data/b230:0 E:ID_FS_LABEL=p\n"
			  "file proc/self/mountinfo 28 1 7:0 / / rw - ext4 /dev/loop0 rw\n"
			  "file proc/self/mountinfo 29 1 0:30 / /p rw - zfs p/v rw\n"
			  "link sys/class/net/br0 ../../devices/virtual/net/br0\n"
			  "link sys/class/net/br1 ../../devices/virtual/net/br1\n"
			  "link sys/devices/virtual/net/br0/lower_br0 ../br0\n"
			  "link sys/devices/virtual/net/br0/lower_br1 ../br1\n"
			  "link sys/devices/virtual/net/br1/lower_br0 ../br0\n"
			  "link sys/devices/virtual/net/br1/lower_br1 ../br1\n"
			  "file proc/self/mountinfo 30 1 0:31 / /n rw - nfs s:/ rw,addr=10.9.9.9\n"
			  "remove proc/net/route\nfile proc/net/route x\n"
			  "file proc/net/route br0\t00000000\t0\t0003\t0\t0\t1\t00000000\n");
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(storage_find(fs, &protection, &errors), 0);
	assert_int_equal(protection.count, 0);
	assert_int_equal(protection.unlocated.count, 1);
	assert_string_equal(protection.unlocated.list[0].file, "/n");
	protection_free(&protection);
	diagnostics_free(&errors);
	unit_machine_end(fs);
}

UNIT_MAIN(cmocka_unit_test(a_label_is_a_whole_line),
	  cmocka_unit_test(only_files_of_block_devices_are_labels),
	  cmocka_unit_test(an_option_is_one_between_commas),
	  cmocka_unit_test(a_pool_is_the_first_part_of_a_dataset),
	  cmocka_unit_test(the_longest_prefix_and_then_the_best_metric_wins),
	  cmocka_unit_test(a_route_of_ipv6_has_bytes_and_a_length),
	  cmocka_unit_test(this_machine_and_a_tunnel_are_told_apart),
	  cmocka_unit_test(what_is_no_address_is_refused),
	  cmocka_unit_test(a_device_stacked_on_itself_ends_the_search))
