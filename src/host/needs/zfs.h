/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ZFS pools: which are imported, and which block devices are members of one. OpenZFS does not tell
 * the kernel which disks a pool has; their labels have the pool's GUID and name.
 */
#ifndef VFIO_PREBIND_NEEDS_ZFS_H
#define VFIO_PREBIND_NEEDS_ZFS_H

#include "host/needs/labels.h"

/* Where OpenZFS has a directory for each pool that is imported. */
#define ZFS_POOLS "proc/spl/kstat/zfs"

/* The longest name of a pool or dataset, with its NUL (ZFS_MAX_DATASET_NAME_LEN). */
#define ZFS_NAME_SIZE 256

struct zfs_pool {
	char name[ZFS_NAME_SIZE];
	char guid[24]; /* decimal; "": unknown, since it is not imported or OpenZFS is older
			  than 2.2 */
};

/*
 * The pool of a dataset or snapshot, "rpool/ROOT/debian", with its GUID if it is imported. 0;
 * -EINVAL when that cannot be the name of a pool; negative errno when the GUID cannot be read.
 */
must_check int zfs_pool_of(struct fs *fs, const char *dataset, struct zfs_pool *pool);

/*
 * Whether the device is a member: by the GUID; by the name only where the GUID is unknown, since a
 * guest's disk may hold a pool of the same name.
 */
bool zfs_is_member(const struct zfs_pool *pool, const struct labels_device *device);

#endif
