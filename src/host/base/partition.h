/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a partition that is not mounted.
 */
#ifndef VFIO_PREBIND_BASE_PARTITION_H
#define VFIO_PREBIND_BASE_PARTITION_H

#include "kernel/fs.h"

/*
 * Mounts the FAT filesystem of the block device read-only, for this process alone and below no
 * directory: closing the last descriptor unmounts it. Needs CAP_SYS_ADMIN. 0 and *fs, fs_close();
 * negative errno: -EBUSY when it is mounted for writing elsewhere.
 */
must_check int partition_open(const char *device, struct fs **fs);

#endif
