// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is in use now: mounts, swap, journals and pools.
 */
#include "host/needs/storage.h"

#include <errno.h>
#include <libmount/libmount.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "host/needs/block_name.h"
#include "host/needs/configured.h"
#include "host/needs/remote.h"
#include "host/needs/zfs.h"

#define MOUNTS "proc/self/mountinfo"
#define SWAPS "proc/swaps"
#define BTRFS "sys/fs/btrfs"
#define JOURNALS "proc/fs/jbd2"
#define TABLE_MAX ((size_t)4 * 1024 * 1024)
#define NAME_SIZE 256

/* Calls search_one for "DIRECTORY/NAME" and each name in the directory. */
static int search_directory(struct search *search, const char *directory,
			    int (*search_one)(struct search *search, const char *path))
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(search->fs, directory, &names, &count);

	if (r)
		return search_missed(search, directory, r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		r = fs_path(path, "%s/%s", directory, names[i]);
		r = r ? search_missed(search, directory, r) : search_one(search, path);
	}
	fs_free_names(names, count);
	return r;
}

/* "/dev/nvme0n1:/dev/sda": each of them. */
static int search_list(struct search *search, const char *sources)
{
	char source[FS_PATH_SIZE];
	int r = 0;

	while (!r && *sources) {
		size_t length = strcspn(sources, ":");

		if (length >= sizeof(source))
			return search_missed(search, MOUNTS, -ENAMETOOLONG);
		memcpy(source, sources, length);
		source[length] = '\0';
		r = search_source(search, source);
		sources += length + (sources[length] == ':');
	}
	return r;
}

static int mount_plain(struct search *search, struct libmnt_fs *entry)
{
	dev_t number = mnt_fs_get_devno(entry);
	const char *source = mnt_fs_get_source(entry), *type = mnt_fs_get_fstype(entry);

	if (major(number))
		return search_number(search, major(number), minor(number));
	/* users choose the source of a FUSE filesystem freely */
	if (!source || strncmp(source, "/dev/", strlen("/dev/")) || !strncmp(type, "fuse", 4))
		return 0;
	return search_source(search, source);
}

static int search_btrfs(struct search *search, const char *path)
{
	char directory[FS_PATH_SIZE];
	int r = fs_path(directory, "%s/devices", path);

	return r ? search_missed(search, path, r)
		 : search_directory(search, directory, search_path);
}

/* The directory in sysfs of the btrfs that has this disk, "sda1". 0, -ENOENT or negative errno. */
static int find_btrfs(struct fs *fs, const char *disk, char out[FS_PATH_SIZE])
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, BTRFS, &names, &count), found = -ENOENT;

	for (i = 0; !r && found == -ENOENT && i < count; i++) {
		char path[FS_PATH_SIZE], target[FS_PATH_SIZE];

		r = fs_path(path, BTRFS "/%s/devices/%s", names[i], disk);
		if (!r)
			found = fs_read_link(fs, path, target, sizeof(target));
		if (!r && !found)
			r = fs_path(out, BTRFS "/%s", names[i]);
	}
	fs_free_names(names, count);
	return r ? r : found;
}

/* A btrfs may have more disks than the one in its mount; sysfs lists them by its UUID. */
static int mount_btrfs(struct search *search, struct libmnt_fs *entry)
{
	static const char dev[] = "/dev/";
	const char *source = mnt_fs_get_source(entry);
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	int r;

	if (!source || strncmp(source, dev, strlen(dev)) != 0)
		return search_directory(search, BTRFS, search_btrfs);
	r = block_name_find(search->fs, source + strlen(dev), path);
	if (!r)
		r = fs_read_link(search->fs, path, target, sizeof(target));
	if (!r)
		r = find_btrfs(search->fs, basename(target), path);
	if (!r)
		return search_btrfs(search, path);
	search->is_missing = r != -ENOENT;
	return r == -ENOENT ? search_source(search, source) : search_missed(search, BTRFS, r);
}

/* Its devno is its first disk's, the source names all disks. */
static int mount_bcachefs(struct search *search, struct libmnt_fs *entry)
{
	const char *source = mnt_fs_get_source(entry);

	return source ? search_list(search, source) : 0;
}

static int mount_zfs(struct search *search, struct libmnt_fs *entry)
{
	const char *source = mnt_fs_get_source(entry);

	return source ? search_pool(search, source) : 0;
}

/* An external log and realtime device are options. */
static int mount_xfs(struct search *search, struct libmnt_fs *entry)
{
	static const char *const keys[] = { "logdev=", "rtdev=" };
	const char *options = mnt_fs_get_fs_options(entry);
	char source[FS_PATH_SIZE];
	size_t i;
	int r = mount_plain(search, entry);

	for (i = 0; !r && options && i < ARRAY_SIZE(keys); i++) {
		r = remote_option(options, keys[i], source, sizeof(source));
		r = r ? search_missed(search, MOUNTS, r) : search_source(search, source);
	}
	return r;
}

/*
 * "Disk: 1 (zoned=0): 0x... - 0x... on /dev/sdb", since Linux 6.10; a single disk has no such
 * lines.
 */
static int parse_disk_map(struct search *search, char *data)
{
	static const char on[] = " on /dev/";
	char *line, *save = NULL;
	int r = 0;

	for (line = strtok_r(data, "\n", &save); !r && line; line = strtok_r(NULL, "\n", &save)) {
		char *source = strncmp(line, "Disk:", strlen("Disk:")) ? NULL : strstr(line, on);

		if (source)
			r = search_source(search, source + strlen(" on "));
	}
	return r;
}

static int mount_f2fs(struct search *search, struct libmnt_fs *entry)
{
	dev_t number = mnt_fs_get_devno(entry);
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = mount_plain(search, entry);

	if (r)
		return r;
	r = fs_path(path, "sys/dev/block/%u:%u", major(number), minor(number));
	if (!r)
		r = fs_read_link(search->fs, path, target, sizeof(target));
	if (!r)
		r = fs_path(path, "proc/fs/f2fs/%s/disk_map", basename(target));
	if (!r)
		r = fs_read(search->fs, path, TABLE_MAX, &data, &length);
	return r ? search_missed(search, path, r) : parse_disk_map(search, data);
}

static int mount_network(struct search *search, struct libmnt_fs *entry)
{
	const char *options = mnt_fs_get_fs_options(entry);
	char address[REMOTE_ADDRESS_SIZE];

	if (!options || remote_option(options, "addr=", address, sizeof(address)))
		address[0] = '\0';
	return search_server(search, address);
}

static const struct {
	const char *type;
	int (*search_below)(struct search *search, struct libmnt_fs *entry);
} types[] = {
	{ "btrfs", mount_btrfs },  { "bcachefs", mount_bcachefs }, { "zfs", mount_zfs },
	{ "xfs", mount_xfs },      { "f2fs", mount_f2fs },         { "nfs", mount_network },
	{ "nfs4", mount_network }, { "cifs", mount_network },      { "smb3", mount_network },
};

/* A filesystem that was not found may be on any controller. */
static int tell_missing(struct search *search, const char *source)
{
	struct text name = { 0 }, line = { 0 };
	int r;

	if (!search->is_missing)
		return 0;
	text_add_plain(&name, search->what, strlen(search->what), "");
	text_puts(&line, "the disks below ");
	text_add_plain(&line, source, strlen(source), "");
	text_puts(&line, " were not found");
	r = text_error(&name) ? text_error(&name) : text_error(&line);
	if (!r)
		r = diagnostics_add(&search->protection->unlocated, text_string(&name), 0, 0,
				    text_string(&line));
	text_free(&name);
	text_free(&line);
	return r;
}

static int search_mount(struct search *search, struct libmnt_fs *entry)
{
	const char *type = mnt_fs_get_fstype(entry), *target = mnt_fs_get_target(entry);
	const char *source = mnt_fs_get_source(entry);
	size_t i;
	int r;

	if (!type)
		return 0;
	search_for(search, target ? target : "a mount");
	for (i = 0; i < ARRAY_SIZE(types) && strcmp(type, types[i].type);)
		i++;
	r = i < ARRAY_SIZE(types) ? types[i].search_below(search, entry)
				  : mount_plain(search, entry);
	return r ? r : tell_missing(search, source ? source : type);
}

static int search_mounts(struct search *search, struct libmnt_table *table)
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_FORWARD);
	struct libmnt_fs *entry;
	int r = iterator ? 0 : -ENOMEM;

	while (!r && !mnt_table_next_fs(table, iterator, &entry))
		r = search_mount(search, entry);
	mnt_free_iter(iterator);
	return r;
}

/* libmount mistakes a table whose first line is damaged for an fstab. */
static bool is_of_kernel(struct libmnt_table *table)
{
	struct libmnt_fs *first;

	return !mnt_table_first_fs(table, &first) && mnt_fs_is_kernel(first);
}

/* 0; -EBADMSG; -ENOMEM. */
static int parse_mounts(struct search *search, char *data, size_t length)
{
	struct libmnt_table *table = mnt_new_table();
	FILE *stream = fmemopen(data, length, "r");
	int r = table && stream ? 0 : -ENOMEM;

	if (!r && (mnt_table_parse_stream(table, stream, MOUNTS) || !is_of_kernel(table)))
		r = -EBADMSG;
	if (!r)
		r = search_mounts(search, table);
	if (stream)
		fclose(stream);
	mnt_unref_table(table);
	return r;
}

/* A header, then lines that start with the device; libmount reads this only from a path. */
static int parse_swaps(struct search *search, char *data, size_t length)
{
	char *line = memchr(data, '\n', length), *next;
	int r = 0;

	for (; !r && line && line[1]; line = next) {
		next = strchr(++line, '\n');
		line[strcspn(line, " \t\n")] = '\0';
		/* a line that names no device is a swap file: its mount is known */
		if (strncmp(line, "/dev/", strlen("/dev/")) != 0)
			continue;
		search_for(search, "swap");
		r = search_source(search, line);
		if (!r)
			r = tell_missing(search, line);
	}
	return r;
}

/* A NUL would end the table for its parser. */
static int read_table(struct search *search, const char *path, char **data, size_t *length)
{
	int r = fs_read(search->fs, path, TABLE_MAX, data, length);

	return !r && memchr(*data, '\0', *length) ? -EBADMSG : r;
}

/* An empty table is an error: every host has mounts. */
static int search_mounted(struct search *search)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = read_table(search, MOUNTS, &data, &length);

	if (!r && length)
		r = parse_mounts(search, data, length);
	if (!r || r == -ENOMEM)
		return r;
	return diagnostics_add_error(&search->protection->unlocated, "/" MOUNTS,
				     "cannot tell what this host has mounted", r);
}

static int search_swaps(struct search *search)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = read_table(search, SWAPS, &data, &length);

	if (r)
		return search_missed(search, SWAPS, r);
	return length ? parse_swaps(search, data, length) : 0;
}

/* An external journal has its device's name; "sda2-8" is one inside its filesystem. */
static int search_journal(struct search *search, const char *path)
{
	char link[FS_PATH_SIZE];
	int r = block_name_find(search->fs, strrchr(path, '/') + 1, link);

	search_for(search, "an ext4 journal");
	return r ? search_missed(search, path, r) : search_path(search, link);
}

/* A directory is a pool. A pool without mounts has volumes. */
static int search_imported(struct search *search, const char *path)
{
	const char *name = strrchr(path, '/') + 1;
	char what[NAME_SIZE + 16];
	struct stat st;
	int r = fs_stat(search->fs, path, &st);

	if (r || !S_ISDIR(st.st_mode))
		return search_missed(search, path, r);
	(void)snprintf(what, sizeof(what), "ZFS pool %.255s", name);
	search_for(search, what);
	r = search_pool(search, name);
	return r ? r : tell_missing(search, name);
}

int storage_find(struct fs *fs, struct protection *protection, struct diagnostics *errors)
{
	struct search search;
	int r = search_start(&search, fs, protection, errors);

	if (!r)
		r = search_mounted(&search);
	if (!r)
		r = search_swaps(&search);
	if (!r)
		r = search_directory(&search, JOURNALS, search_journal);
	if (!r)
		r = search_directory(&search, ZFS_POOLS, search_imported);
	if (!r)
		r = configured_find(&search);
	search_end(&search);
	return r;
}
