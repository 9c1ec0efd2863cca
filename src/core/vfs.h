/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The virtual functions that a rule asks its physical function for: how many, and which of them
 * are for the rule's driver. Reading, printing. No I/O.
 *
 * Relied on: virtual functions have indexes from 0, and the kernel counts them in 16 bits
 * (drivers/pci/iov.c, pci_iov_add_virtfn(); drivers/pci/pci.h, struct pci_sriov).
 */
#ifndef VFIO_PREBIND_VFS_H
#define VFIO_PREBIND_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "core/util.h"

#define VFS_MAX 65535U
/* Ranges of one list; one more is an error. */
#define VFS_RANGES_MAX 8

struct vfs {
	uint16_t count;  /* how many are made; 0: the rule is not about virtual functions */
	uint16_t ranges; /* of the list; 0: all are for the driver */
	struct vf_range {
		uint16_t first, last; /* indexes below count */
	} list[VFS_RANGES_MAX];
};

/* "4", "8@0,2-4": the number, then the indexes for the driver. All of the text. 0, or -EINVAL. */
must_check int vfs_parse(const char *text, size_t length, struct vfs *vfs);

/* What vfs_parse() reads back as the same. */
void vfs_format(const struct vfs *vfs, struct text *out);

/*
 * Whether the virtual function with this index is for the driver, not for its host driver. Inline,
 * since the boot program makes no virtual functions.
 */
static inline bool vfs_has(const struct vfs *vfs, unsigned int index)
{
	size_t i;

	for (i = 0; i < vfs->ranges; i++)
		if (index >= vfs->list[i].first && index <= vfs->list[i].last)
			return true;
	return !vfs->ranges && index < vfs->count;
}

#endif
