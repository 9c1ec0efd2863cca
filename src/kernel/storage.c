// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From mounts and swap to PCI functions.
 */
#include "kernel/storage.h"

#include <errno.h>
#include <libmount/libmount.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "core/error.h"

#define MOUNTS "proc/self/mountinfo"
#define SWAPS "proc/swaps"
#define TABLE_MAX ((size_t)4 * 1024 * 1024)

/* Device-mapper on md on dm ...: deeper than this is a loop. */
#define DEPTH_MAX 16

/* One walk: what it is for, and where it collects. */
struct walk {
	struct fs *fs;
	struct protection *protection;
	const char *what;
	unsigned int depth;
};

static int walk_path(struct walk *walk, const char *path);

/* Every element of a device's path that is an address. 0 and *found, or -ENOMEM. */
static int add_addresses(struct walk *walk, const char *target, bool *found)
{
	while (*target) {
		size_t length = strcspn(target, "/");
		struct pci_address address;

		if (!pci_address_parse(target, length, false, &address)) {
			int r = protection_add(walk->protection, &address, walk->what);

			if (r)
				return r;
			*found = true;
		}
		target += length + (target[length] == '/');
	}
	return 0;
}

/* Follows each link in a directory that is a block device's slaves/ or the like. */
static int walk_directory(struct walk *walk, const char *directory, const char *prefix)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, directory, &names, &count);

	if (r)
		return r == -ENOMEM ? r : 0; /* no such directory: nothing below */
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (strncmp(names[i], prefix, strlen(prefix)))
			continue;
		if (!fs_path(path, "%s/%s", directory, names[i]))
			r = walk_path(walk, path);
	}
	fs_free_names(names, count);
	return r;
}

/*
 * A device without a function in its path stands on others: slaves/ of itself or, for a
 * partition, of the disk; the controllers beside an NVMe subsystem's disk.
 */
static int walk_below(struct walk *walk, const char *path)
{
	static const struct {
		const char *below;
		const char *prefix;
	} places[] = {
		{ "slaves", "" }, { "../slaves", "" }, { "..", "nvme" }, { "../..", "nvme" }
	};
	size_t i;
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(places); i++) {
		char directory[FS_PATH_SIZE];

		if (!fs_path(directory, "%s/%s", path, places[i].below))
			r = walk_directory(walk, directory, places[i].prefix);
	}
	return r;
}

/* path is a link to a device. */
static int walk_path(struct walk *walk, const char *path)
{
	char target[FS_PATH_SIZE];
	bool found = false;
	int r;

	if (walk->depth == DEPTH_MAX || fs_read_link(walk->fs, path, target, sizeof(target)))
		return 0;
	r = add_addresses(walk, target, &found);
	if (r || found)
		return r;
	walk->depth++;
	r = walk_below(walk, path);
	walk->depth--;
	return r;
}

static int walk_number(struct walk *walk, dev_t number)
{
	char path[FS_PATH_SIZE];

	if (fs_path(path, "sys/dev/block/%u:%u", major(number), minor(number)))
		return 0;
	return walk_path(walk, path);
}

/* The block device that device-mapper calls by this name. */
static int walk_mapped(struct walk *walk, const char *wanted)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, "sys/class/block", &names, &count);

	if (r)
		return r == -ENOMEM ? r : 0;
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE], name[256];

		if (fs_path(path, "sys/class/block/%s/dm/name", names[i]) ||
		    fs_read_attribute(walk->fs, path, name, sizeof(name)) || strcmp(name, wanted))
			continue;
		if (!fs_path(path, "sys/class/block/%s", names[i]))
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

	if (!strncmp(source, mapper, strlen(mapper)))
		return walk_mapped(walk, source + strlen(mapper));
	if (strncmp(source, dev, strlen(dev)) || strstr(source, ".."))
		return 0;
	if (fs_path(path, "sys/class/block/%s", source + strlen(dev)))
		return 0;
	return walk_path(walk, path);
}

/* A btrfs may have more disks than the one that its mount names; sysfs has them by its UUID. */
static int walk_btrfs(struct walk *walk, const char *source)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, "sys/fs/btrfs", &names, &count);

	if (r)
		return r == -ENOMEM ? r : walk_source(walk, source);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!fs_path(path, "sys/fs/btrfs/%s/devices", names[i]))
			r = walk_directory(walk, path, "");
	}
	fs_free_names(names, count);
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

static int parse_mounts(struct walk *walk, char *data, size_t length, struct diagnostics *errors)
{
	struct libmnt_table *table = mnt_new_table();
	FILE *stream = fmemopen(data, length, "r");
	int r = table && stream ? 0 : -ENOMEM;

	if (!r && mnt_table_parse_stream(table, stream, MOUNTS))
		r = diagnostics_add(errors, "/" MOUNTS, 0, 0, "libmount cannot read it");
	else if (!r)
		r = walk_mounts(walk, table);
	if (stream)
		fclose(stream);
	mnt_unref_table(table);
	return r;
}

/* A head line, then lines that start with the device; libmount reads this from a path only. */
static int parse_swaps(struct walk *walk, char *data, size_t length, struct diagnostics *errors)
{
	char *line = memchr(data, '\n', length), *next;
	int r = 0;

	(void)errors; /* a line that names no device is a swap file: its mount is known */
	walk->what = "swap";
	for (; !r && line && line[1]; line = next) {
		next = strchr(++line, '\n');
		line[strcspn(line, " \t\n")] = '\0';
		r = walk_source(walk, line);
	}
	return r;
}

static int add_unknown(struct diagnostics *errors, const char *path, int r)
{
	char text[160], name[40];

	(void)snprintf(name, sizeof(name), "/%s", path);
	(void)snprintf(text, sizeof(text), "what this host lives on is not known: %s",
		       error_text(r));
	return diagnostics_add(errors, name, 0, 0, text);
}

static int walk_table(struct walk *walk, const char *path,
		      int (*parse)(struct walk *, char *, size_t, struct diagnostics *),
		      struct diagnostics *errors)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fs_read(walk->fs, path, TABLE_MAX, &data, &length);

	if (r == -ENOMEM)
		return r;
	if (r == -ENOENT && parse == parse_swaps) /* a kernel without swap */
		return 0;
	if (r)
		return add_unknown(errors, path, r);
	if (!length)
		return 0;
	return parse(walk, data, length, errors);
}

int storage_find(struct fs *fs, struct protection *protection, struct diagnostics *errors)
{
	struct walk walk = { .fs = fs, .protection = protection };
	int r = walk_table(&walk, MOUNTS, parse_mounts, errors);

	return r ? r : walk_table(&walk, SWAPS, parse_swaps, errors);
}
