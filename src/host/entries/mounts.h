/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is mounted where: to find the files of a boot loader, which names filesystems by their UUIDs
 * and files by their paths in them.
 */
#ifndef VFIO_PREBIND_ENTRIES_MOUNTS_H
#define VFIO_PREBIND_ENTRIES_MOUNTS_H

#include <libmount/libmount.h>

#include "kernel/fs.h"

struct mounts {
	struct fs *fs;              /* borrowed */
	struct libmnt_table *table; /* mounts_free() */
};

/* Of the machine below fs; one that tells nothing has no mounts. 0 or -ENOMEM. */
must_check int mounts_read(struct mounts *mounts, struct fs *fs);
void mounts_free(struct mounts *mounts);

/* The directory where the device "dev/disk/by-uuid/..." has its root, "/boot/efi"; NULL: nowhere.
 */
const char *mounts_target(const struct mounts *mounts, const char *device);

/*
 * The file that a boot loader finds as path on this device; device NULL: on that which /boot is on.
 * 0, and out is its path below fs, without a leading '/'; -ENODEV: the device is not mounted;
 * -ENOENT: no mount of it shows the file.
 */
must_check int mounts_locate(const struct mounts *mounts, const char *device, const char *path,
			     char out[FS_PATH_SIZE]);

#endif
