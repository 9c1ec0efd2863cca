/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * depmod's indexes of an installed kernel.
 */
#ifndef VFIO_PREBIND_MACHINE_KERNEL_MODULES_H
#define VFIO_PREBIND_MACHINE_KERNEL_MODULES_H

#include "core/util.h"
#include "kernel/fs.h"

/*
 * Whether an index, modules.dep or modules.builtin, of the kernel names the module. 1 or 0;
 * negative errno: the index cannot be read.
 */
must_check int kernel_index_has(struct fs *fs, const char *kernel, const char *index,
				const char *module);

#endif
