/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Block devices by the names that mounts and swap use: the kernel's, device-mapper's and, on the
 * running system, any device node.
 */
#ifndef VFIO_PREBIND_NEEDS_BLOCK_NAME_H
#define VFIO_PREBIND_NEEDS_BLOCK_NAME_H

#include "kernel/fs.h"

/*
 * The link in sysfs of "sda2", "cciss/c0d0", "mapper/vg-root": what follows "/dev/". 0 and path;
 * -ENOENT; another negative errno when it cannot be determined.
 */
must_check int block_name_find(struct fs *fs, const char *name, char path[FS_PATH_SIZE]);

#endif
