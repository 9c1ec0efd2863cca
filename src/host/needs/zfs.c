// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The files of module/zfs/spa_stats.c and the labels that libblkid finds.
 */
#include "host/needs/zfs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* A name that is one component of a path. */
static bool is_name(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/');
}

static void read_guid(struct fs *fs, struct zfs_pool *pool)
{
	char path[FS_PATH_SIZE];

	if (fs_path(path, ZFS_POOLS "/%s/guid", pool->name) ||
	    fs_read_attribute(fs, path, pool->guid, sizeof(pool->guid)) ||
	    pool->guid[strspn(pool->guid, "0123456789")])
		pool->guid[0] = '\0';
}

int zfs_pool_of(struct fs *fs, const char *dataset, struct zfs_pool *pool)
{
	struct zfs_pool result = { 0 };
	size_t length = strcspn(dataset, "/@");

	if (length >= sizeof(result.name))
		return -EINVAL;
	memcpy(result.name, dataset, length);
	if (!is_name(result.name))
		return -EINVAL;
	read_guid(fs, &result);
	*pool = result;
	return 0;
}

bool zfs_is_member(const struct zfs_pool *pool, const struct labels_device *device)
{
	if (!labels_has(device, "E:ID_FS_TYPE=", "zfs_member"))
		return false;
	return pool->guid[0] ? labels_has(device, "E:ID_FS_UUID=", pool->guid)
			     : labels_has(device, "E:ID_FS_LABEL=", pool->name);
}

bool zfs_is_imported(struct fs *fs, const char *name)
{
	char path[FS_PATH_SIZE];
	struct stat st;

	return is_name(name) && !fs_path(path, ZFS_POOLS "/%s", name) && !fs_stat(fs, path, &st) &&
	       S_ISDIR(st.st_mode);
}
