/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A captured machine: a directory with untrusted files. Every path stays below it, whatever links,
 * devices and FIFOs it contains, as if it were the root directory.
 */
#ifndef VFIO_PREBIND_BASE_SYSROOT_H
#define VFIO_PREBIND_BASE_SYSROOT_H

#include <stdbool.h>

#include "core/util.h"
#include "kernel/fs.h"

/* Whether it is a machine other than the running one. */
bool sysroot_is_captured(const char *sysroot);

/*
 * fs_open(); in a captured machine, links are followed as below a root directory ("/" and ".." do
 * not leave it), and only regular files and directories are opened: -EOPNOTSUPP for others.
 */
must_check int sysroot_open(const char *sysroot, struct fs **fs);

/* Opens one path below the descriptor root in this way. A descriptor or negative errno. */
must_check int sysroot_open_at(int root, const char *path, int flags);

#endif
