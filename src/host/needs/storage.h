/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the host lives on: the PCI functions under the mounted filesystems and the swap, found
 * by following sysfs from each block device upward, through partitions, device-mapper, md, bcache
 * (their slaves/), the devices of a btrfs and the paths of an NVMe subsystem. The host program
 * only.
 *
 * Not found: what hangs on a network, on ZFS pools and on filesystems that are not mounted.
 */
#ifndef VFIO_PREBIND_NEEDS_STORAGE_H
#define VFIO_PREBIND_NEEDS_STORAGE_H

#include "core/diagnostic.h"
#include "host/image/protection.h"
#include "kernel/fs.h"

/*
 * Adds every function in the sysfs path of such a block device, the controller and, behind a
 * controller that is a root bus itself (VMD), that one too. What cannot be read goes to errors.
 * 0 or -ENOMEM.
 */
must_check int storage_find(struct fs *fs, struct protection *protection,
			    struct diagnostics *errors);

#endif
