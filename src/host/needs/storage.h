/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The disks that the host needs: the PCI functions under the mounted filesystems and the swap,
 * found by following sysfs from each block device upward, through partitions, device-mapper, md,
 * bcache (their slaves/), the devices of a btrfs and the paths of an NVMe subsystem. The host
 * program only.
 *
 * Not found: disks of filesystems that are neither mounted nor configured (configured.h).
 */
#ifndef VFIO_PREBIND_NEEDS_STORAGE_H
#define VFIO_PREBIND_NEEDS_STORAGE_H

#include "core/diagnostic.h"
#include "host/image/protection.h"
#include "kernel/fs.h"

/*
 * Adds every function in the sysfs path of such a block device, the controller and, if it is behind
 * a controller with a root bus of its own (VMD), that one too. What cannot be read goes to errors.
 * 0 or -ENOMEM.
 */
must_check int storage_find(struct fs *fs, struct protection *protection,
			    struct diagnostics *errors);

#endif
