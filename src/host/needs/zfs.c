// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The files of module/zfs/spa_stats.c and the labels that libblkid finds.
 */
#include "host/needs/zfs.h"

#include <errno.h>
#include <string.h>

/* A name that is one component of a path. */
static bool is_name(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/');
}

/* 0, also without one; negative errno. */
static int read_guid(struct fs *fs, struct zfs_pool *pool)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, ZFS_POOLS "/%s/guid", pool->name);

	if (!r)
		r = fs_read_attribute(fs, path, pool->guid, sizeof(pool->guid));
	if (r || pool->guid[strspn(pool->guid, "0123456789")])
		pool->guid[0] = '\0';
	return r == -ENOENT ? 0 : r;
}

int zfs_pool_of(struct fs *fs, const char *dataset, struct zfs_pool *pool)
{
	struct zfs_pool result = { 0 };
	size_t length = strcspn(dataset, "/@");
	int r;

	if (length >= sizeof(result.name))
		return -EINVAL;
	memcpy(result.name, dataset, length);
	if (!is_name(result.name))
		return -EINVAL;
	r = read_guid(fs, &result);
	if (!r)
		*pool = result;
	return r;
}

bool zfs_is_member(const struct zfs_pool *pool, const struct labels_device *device)
{
	if (!labels_has(device, "E:ID_FS_TYPE=", "zfs_member"))
		return false;
	return pool->guid[0] ? labels_has(device, "E:ID_FS_UUID=", pool->guid)
			     : labels_has(device, "E:ID_FS_LABEL=", pool->name);
}
