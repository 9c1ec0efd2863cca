/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "vfio-prebind iommu --enable" and "--disable": the words, the entries, and whether they have
 * them.
 */
#ifndef VFIO_PREBIND_CLI_IOMMU_CHANGE_H
#define VFIO_PREBIND_CLI_IOMMU_CHANGE_H

#include "host/base/cli.h"
#include "kernel/fs.h"

/*
 * Adds the words, or takes back what was added before. Prints what was done, what went wrong, and
 * whether it takes effect at the next boot, which is STATUS_OK.
 */
enum status iommu_change(struct fs *fs, const char *sysroot, const char *words, bool enables);

#endif
