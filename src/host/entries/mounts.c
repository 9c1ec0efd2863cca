// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /proc/self/mountinfo through libmount.
 */
#include "host/entries/mounts.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define MOUNTS "proc/self/mountinfo"
#define MOUNTS_MAX ((size_t)4 * 1024 * 1024)

static int parse(struct mounts *mounts, char *data, size_t length)
{
	FILE *stream = fmemopen(data, length, "r");

	if (!stream)
		return -ENOMEM;
	if (mnt_table_parse_stream(mounts->table, stream, MOUNTS))
		(void)mnt_reset_table(mounts->table); /* damaged: none of it is known */
	fclose(stream);
	return 0;
}

int mounts_read(struct mounts *mounts, struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r;

	*mounts = (struct mounts){ fs, mnt_new_table() };
	if (!mounts->table)
		return -ENOMEM;
	r = fs_read(fs, MOUNTS, MOUNTS_MAX, &data, &length);
	if (r || !length || memchr(data, '\0', length))
		return r == -ENOMEM ? r : 0;
	return parse(mounts, data, length);
}

void mounts_free(struct mounts *mounts)
{
	mnt_unref_table(mounts->table);
	mounts->table = NULL;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Whether both are one block device. In a captured machine they are links and no devices. */
static bool is_same(struct fs *fs, const char *name, const char *source)
{
	char target[FS_PATH_SIZE];
	struct stat a, b;

	if (strncmp(source, "/dev/", strlen("/dev/")) != 0)
		return false;
	if (!fs_stat(fs, name, &a) && !fs_stat(fs, source + 1, &b) && S_ISBLK(a.st_mode) &&
	    S_ISBLK(b.st_mode))
		return a.st_rdev == b.st_rdev;
	return !fs_read_link(fs, name, target, sizeof(target)) &&
	       !strcmp(base_name(target), base_name(source));
}

/* Whether the path "boot" is at or below the mount point "/". */
static bool is_below(const char *path, const char *target)
{
	size_t length = strlen(target + 1);

	return !length || (!strncmp(path, target + 1, length) && strchr("/", path[length]));
}

/* The source of the last mount at or above the path; NULL: not known. */
static const char *source_of(const struct mounts *mounts, const char *path)
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_FORWARD);
	const char *source = NULL;
	struct libmnt_fs *entry;
	size_t longest = 0;

	while (iterator && !mnt_table_next_fs(mounts->table, iterator, &entry)) {
		const char *target = mnt_fs_get_target(entry);

		if (!target || *target != '/' || strlen(target) < longest ||
		    !is_below(path, target))
			continue;
		longest = strlen(target);
		source = mnt_fs_get_source(entry);
	}
	mnt_free_iter(iterator);
	return source;
}

const char *mounts_target(const struct mounts *mounts, const char *device)
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_BACKWARD);
	const char *target = NULL;
	struct libmnt_fs *entry;

	while (iterator && !target && !mnt_table_next_fs(mounts->table, iterator, &entry)) {
		const char *source = mnt_fs_get_source(entry), *root = mnt_fs_get_root(entry);

		if (source && root && !strcmp(root, "/") && is_same(mounts->fs, device, source))
			target = mnt_fs_get_target(entry);
	}
	mnt_free_iter(iterator);
	return target;
}

/* From the root of the filesystem to the mount point. 0; -ENOENT: it is not below the mount. */
static int path_below(struct libmnt_fs *mount, const char *path, bool is_from_subvolume,
		      char out[FS_PATH_SIZE])
{
	const char *root = mnt_fs_get_root(mount), *target = mnt_fs_get_target(mount);
	const char *type = mnt_fs_get_fstype(mount);
	size_t length;

	path += strspn(path, "/");
	root = root ? root + strspn(root, "/") : "";
	target = target ? target + strspn(target, "/") : "";
	length = strlen(root);
	if (is_from_subvolume && (!length || !type || strcmp(type, "btrfs") != 0))
		return -ENOENT;
	if (length && !is_from_subvolume) {
		if (strncmp(path, root, length) != 0 || path[length] != '/')
			return -ENOENT;
		path += length + 1;
	}
	return fs_path(out, "%s%s%s", target, *target ? "/" : "", path);
}

/* GRUB takes paths on a btrfs from its root, openSUSE's from the default subvolume. */
static int locate(const struct mounts *mounts, const char *device, const char *source,
		  const char *path, bool is_from_subvolume, char out[FS_PATH_SIZE])
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_FORWARD);
	char found[FS_PATH_SIZE];
	struct libmnt_fs *entry;
	int r = iterator ? -ENODEV : -ENOMEM;

	while (r && r != -ENOMEM && !mnt_table_next_fs(mounts->table, iterator, &entry)) {
		const char *from = mnt_fs_get_source(entry);

		if (!from || (device ? !is_same(mounts->fs, device, from) : strcmp(from, source)))
			continue;
		r = path_below(entry, path, is_from_subvolume, found);
		if (r || !fs_exists(mounts->fs, found))
			r = -ENOENT;
	}
	mnt_free_iter(iterator);
	if (!r)
		memcpy(out, found, sizeof(found));
	return r;
}

int mounts_locate(const struct mounts *mounts, const char *device, const char *path,
		  char out[FS_PATH_SIZE])
{
	const char *source = device ? NULL : source_of(mounts, "boot");
	int r;

	if (!device && !source)
		return -ENODEV;
	r = locate(mounts, device, source, path, false, out);
	return r == -ENOENT ? locate(mounts, device, source, path, true, out) : r;
}
