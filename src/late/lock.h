/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One event at a time: udev runs events in parallel, and each looks at the functions of all.
 */
#ifndef VFIO_PREBIND_LATE_LOCK_H
#define VFIO_PREBIND_LATE_LOCK_H

#include "core/util.h"
#include "kernel/fs.h"

/* In /run/vfio-prebind: for who takes functions; for who makes virtual functions, and takes then.
 */
#define LATE_LOCK "late.lock"
#define LATE_LOCK_VFS "vfs.lock"

/*
 * Waits for this lock, so many seconds at most, and holds it until the process ends. Its children
 * do not: one that hangs in the kernel keeps nobody out. Uses the alarm. 0; -ETIMEDOUT; negative
 * errno.
 */
must_check int late_lock(struct fs *fs, const char *name, unsigned int seconds);

#endif
