/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a virtual machine, or another program that drives devices itself, has an IOMMU group open
 * now. Unbinding one of its functions would wait until that program ends.
 */
#ifndef VFIO_PREBIND_REBIND_OPEN_GROUP_H
#define VFIO_PREBIND_REBIND_OPEN_GROUP_H

#include <stdbool.h>

#include "core/pci.h"
#include "core/text.h"
#include "kernel/fs.h"

/*
 * By the group's own file or that of one of its functions. Adds the process to who if it can be
 * seen: "process 4242 (qemu-system-x86)".
 */
bool group_is_open(struct fs *fs, const struct pci_devices *devices, int group, struct text *who);

#endif
