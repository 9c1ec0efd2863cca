/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the host uses a disk of a function: mounted, swap, in a RAID or a volume group.
 *
 * Relied on:
 *   the attribute "hidden" is 1 for a device without a node, such as nvme0c0n1, a path of the
 *     multipath drive nvme0n1 (block/genhd.c, disk_hidden_show(), since 4.15);
 *   whoever opens a disk while the kernel reads its partitions waits for that, in state D: both
 *     hold open_mutex (block/bdev.c, block/genhd.c, disk_scan_partitions()). A drive that does not
 *     answer keeps it for minutes.
 */
#ifndef VFIO_PREBIND_LATE_IN_USE_H
#define VFIO_PREBIND_LATE_IN_USE_H

#include "core/pci.h"
#include "core/text.h"
#include "kernel/fs.h"

/*
 * Adds to why the sentence "skipped: nvme0n1 is in use" if a block device below the function cannot
 * be opened by a single user; another one if that cannot be told in 2 seconds; nothing otherwise.
 * 0, or -ENOMEM.
 */
must_check int in_use_find(struct fs *fs, const struct pci_address *address, struct text *why);

#endif
