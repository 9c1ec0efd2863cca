// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From routing tables to PCI functions. The tables are those of net/ipv4/fib_trie.c,
 * fib_route_seq_show(), and net/ipv6/route.c, rt6_native_seq_show().
 */
#include "host/machine/route.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/pci.h"
#include "core/text.h"

#define TABLE_MAX ((size_t)4 * 1024 * 1024)
#define INTERFACE_SIZE 16
#define FIELDS_MAX 16
#define FLAG_UP 0x0001U
#define FLAG_REJECT 0x0200U

/* A VLAN on a bridge on a bond ...: deeper than this is a loop. */
#define DEPTH_MAX 8

/* Where a table has what is asked for. */
struct table {
	const char *path;
	size_t fields;
	size_t interface, destination, mask, flags;
	const char *any_destination, *any_mask;
};

static const struct table tables[] = {
	{ "proc/net/route", 8, 0, 1, 7, 3, "00000000", "00000000" },
	{ "proc/net/ipv6_route", 10, 9, 0, 1, 8, "00000000000000000000000000000000", "00" },
};

static int walk_interface(struct fs *fs, const char *interface, const char *what,
			  unsigned int depth, struct protection *found);

static bool is_interface(const char *name)
{
	return *name && strlen(name) < INTERFACE_SIZE && !strchr(name, '/') && strcmp(name, ".") &&
	       strcmp(name, "..");
}

static int add_addresses(const char *target, const char *what, struct protection *found)
{
	int r = 0;

	while (!r && *target) {
		size_t length = strcspn(target, "/");
		struct pci_address address;

		if (!pci_address_parse(target, length, false, &address))
			r = protection_add(found, &address, what);
		target += length + (target[length] == '/');
	}
	return r;
}

/* lower_NAME: the interfaces that this one stands on. */
static int walk_lower(struct fs *fs, const char *interface, const char *what, unsigned int depth,
		      struct protection *found)
{
	static const char prefix[] = "lower_";
	char path[FS_PATH_SIZE];
	char **names = NULL;
	size_t count = 0, i;
	int r = 0;

	if (fs_path(path, "sys/class/net/%s", interface) || fs_list(fs, path, &names, &count))
		return 0;
	for (i = 0; !r && i < count; i++)
		if (!strncmp(names[i], prefix, strlen(prefix)))
			r = walk_interface(fs, names[i] + strlen(prefix), what, depth + 1, found);
	fs_free_names(names, count);
	return r;
}

static int walk_interface(struct fs *fs, const char *interface, const char *what,
			  unsigned int depth, struct protection *found)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	int r;

	if (depth == DEPTH_MAX || !is_interface(interface) ||
	    fs_path(path, "sys/class/net/%s", interface) ||
	    fs_read_link(fs, path, target, sizeof(target)))
		return 0;
	r = add_addresses(target, what, found);
	return r ? r : walk_lower(fs, interface, what, depth, found);
}

/* Cuts the line into its fields. Their number, or 0 when there are too many. */
static size_t split(char *line, char *fields[FIELDS_MAX])
{
	size_t count = 0;
	char *save = NULL, *field = strtok_r(line, " \t", &save);

	for (; field; field = strtok_r(NULL, " \t", &save)) {
		if (count == FIELDS_MAX)
			return 0;
		fields[count++] = field;
	}
	return count;
}

static int read_line(struct fs *fs, const struct table *table, char *line, struct protection *found)
{
	char *fields[FIELDS_MAX];
	uint32_t flags;
	const char *digits;

	if (split(line, fields) < table->fields ||
	    strcmp(fields[table->destination], table->any_destination) ||
	    strcmp(fields[table->mask], table->any_mask))
		return 0;
	digits = fields[table->flags];
	if (hex_parse(digits, strlen(digits), 1, 8, &flags) || !(flags & FLAG_UP) ||
	    flags & FLAG_REJECT)
		return 0;
	return walk_interface(fs, fields[table->interface], fields[table->interface], 0, found);
}

static int read_table(struct fs *fs, const struct table *table, struct protection *found)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	char *line, *save = NULL;
	int r = fs_read(fs, table->path, TABLE_MAX, &data, &length);

	if (r)
		return r == -ENOMEM ? r : 0;
	for (line = strtok_r(data, "\n", &save); !r && line; line = strtok_r(NULL, "\n", &save))
		r = read_line(fs, table, line, found);
	return r;
}

int route_find(struct fs *fs, struct protection *found)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(tables); i++)
		r = read_table(fs, &tables[i], found);
	return r;
}
