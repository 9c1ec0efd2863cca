// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From mounts and swap to PCI functions.
 */
#include "host/machine/storage.h"

#include <errno.h>
#include <libmount/libmount.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "kernel/block.h"

#define MOUNTS "proc/self/mountinfo"
#define SWAPS "proc/swaps"
#define BLOCK "sys/class/block"
#define TABLE_MAX ((size_t)4 * 1024 * 1024)

/* One walk: what it is for, and where it collects. */
struct walk {
	struct fs *fs;
	struct protection *protection;
	struct diagnostics *errors;
	const char *what;
};

/*
 * What is not there is no error, except the mounts, which every host has; all else leaves something
 * unprotected. 0, or -ENOMEM.
 */
static int missed(struct walk *walk, const char *path, int r)
{
	struct text name = { 0 };

	if (!r || r == -ENOMEM || (r == -ENOENT && strcmp(path, MOUNTS) != 0))
		return r == -ENOMEM ? r : 0;
	text_puts(&name, "/");
	text_escape(&name, path);
	r = text_error(&name) ? -ENOMEM
			      : diagnostics_add_error(walk->errors, name.data,
						      "what this host lives on is not known", r);
	text_free(&name);
	return r;
}

/* Calls walk_one for "DIRECTORY/NAME" and a name in the directory, if it starts with prefix. */
static int walk_directory(struct walk *walk, const char *directory, const char *prefix,
			  int (*walk_one)(struct walk *walk, const char *path))
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, directory, &names, &count);

	if (r)
		return missed(walk, directory, r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (strncmp(names[i], prefix, strlen(prefix)))
			continue;
		r = fs_path(path, "%s/%s", directory, names[i]);
		r = r ? missed(walk, directory, r) : walk_one(walk, path);
	}
	fs_free_names(names, count);
	return r;
}

static int add_function(void *data, const struct pci_address *address)
{
	struct walk *walk = data;

	return protection_add(walk->protection, address, walk->what);
}

/* path is a link to a device. */
static int walk_path(struct walk *walk, const char *path)
{
	const struct block_visitor visitor = { .function = add_function, .data = walk };

	return missed(walk, path, block_visit(walk->fs, path, &visitor));
}

static int walk_number(struct walk *walk, dev_t number)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "sys/dev/block/%u:%u", major(number), minor(number));

	return r ? r : walk_path(walk, path);
}

/* The block device that device-mapper calls by this name. */
static int walk_mapped(struct walk *walk, const char *wanted)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, BLOCK, &names, &count);

	if (r)
		return missed(walk, BLOCK, r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE], name[256];

		r = fs_path(path, BLOCK "/%s/dm/name", names[i]);
		if (!r)
			r = fs_read_attribute(walk->fs, path, name, sizeof(name));
		if (r || strcmp(name, wanted)) {
			r = missed(walk, BLOCK, r);
			continue;
		}
		r = fs_path(path, BLOCK "/%s", names[i]);
		if (!r)
			r = walk_path(walk, path);
	}
	fs_free_names(names, count);
	return r;
}

/* "/dev/sda2", "/dev/mapper/name": what the kernel shows for a swap or a btrfs. */
static int walk_source(struct walk *walk, const char *source)
{
	static const char mapper[] = "/dev/mapper/", dev[] = "/dev/";
	char path[FS_PATH_SIZE];
	int r;

	if (!strncmp(source, mapper, strlen(mapper)))
		return walk_mapped(walk, source + strlen(mapper));
	if (strncmp(source, dev, strlen(dev)) || strstr(source, ".."))
		return 0;
	r = fs_path(path, BLOCK "/%s", source + strlen(dev));
	return r ? missed(walk, BLOCK, r) : walk_path(walk, path);
}

static int walk_btrfs_devices(struct walk *walk, const char *path)
{
	char directory[FS_PATH_SIZE];
	int r = fs_path(directory, "%s/devices", path);

	return r ? missed(walk, path, r) : walk_directory(walk, directory, "", walk_path);
}

/* A btrfs may have more disks than the one that its mount names; sysfs has them by its UUID. */
static int walk_btrfs(struct walk *walk, const char *source)
{
	int r = walk_directory(walk, "sys/fs/btrfs", "", walk_btrfs_devices);

	return r ? r : walk_source(walk, source);
}

static int walk_mount(struct walk *walk, struct libmnt_fs *entry)
{
	const char *type = mnt_fs_get_fstype(entry), *source = mnt_fs_get_source(entry);

	if (type && source && !strcmp(type, "btrfs"))
		return walk_btrfs(walk, source);
	if (major(mnt_fs_get_devno(entry)))
		return walk_number(walk, mnt_fs_get_devno(entry));
	return source ? walk_source(walk, source) : 0;
}

static int walk_mounts(struct walk *walk, struct libmnt_table *table)
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_FORWARD);
	struct libmnt_fs *entry;
	int r = iterator ? 0 : -ENOMEM;

	while (!r && !mnt_table_next_fs(table, iterator, &entry)) {
		const char *target = mnt_fs_get_target(entry);

		walk->what = target ? target : "a mount";
		r = walk_mount(walk, entry);
	}
	mnt_free_iter(iterator);
	return r;
}

/* libmount takes a table whose first line is damaged for an fstab. */
static bool is_of_kernel(struct libmnt_table *table)
{
	struct libmnt_fs *first;

	return !mnt_table_first_fs(table, &first) && mnt_fs_is_kernel(first);
}

static int parse_mounts(struct walk *walk, char *data, size_t length)
{
	struct libmnt_table *table = mnt_new_table();
	FILE *stream = fmemopen(data, length, "r");
	int r = table && stream ? 0 : -ENOMEM;

	if (!r && (mnt_table_parse_stream(table, stream, MOUNTS) || !is_of_kernel(table)))
		r = missed(walk, MOUNTS, -EBADMSG);
	else if (!r)
		r = walk_mounts(walk, table);
	if (stream)
		fclose(stream);
	mnt_unref_table(table);
	return r;
}

/* A head line, then lines that start with the device; libmount reads this from a path only. */
static int parse_swaps(struct walk *walk, char *data, size_t length)
{
	char *line = memchr(data, '\n', length), *next;
	int r = 0;

	walk->what = "swap"; /* a line that names no device is a swap file: its mount is known */
	for (; !r && line && line[1]; line = next) {
		next = strchr(++line, '\n');
		line[strcspn(line, " \t\n")] = '\0';
		r = walk_source(walk, line);
	}
	return r;
}

static int walk_table(struct walk *walk, const char *path,
		      int (*parse)(struct walk *walk, char *data, size_t length))
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fs_read(walk->fs, path, TABLE_MAX, &data, &length);

	if (!r && memchr(data, '\0', length)) /* would end the table for whoever parses it */
		r = -EBADMSG;
	if (r)
		return missed(walk, path, r);
	return length ? parse(walk, data, length) : 0;
}

int storage_find(struct fs *fs, struct protection *protection, struct diagnostics *errors)
{
	struct walk walk = { .fs = fs, .protection = protection, .errors = errors };
	int r = walk_table(&walk, MOUNTS, parse_mounts);

	return r ? r : walk_table(&walk, SWAPS, parse_swaps);
}
