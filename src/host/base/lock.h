/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One program at a time changes the configuration and the images of this machine. The lock is on a
 * file that only root can open, so that no other user can hold it. Prints nothing.
 */
#ifndef VFIO_PREBIND_BASE_LOCK_H
#define VFIO_PREBIND_BASE_LOCK_H

#include <sys/types.h>

#include "core/text.h"
#include "core/util.h"

/* For messages. */
#define LOCK_PATH "/run/vfio-prebind/lock"

/*
 * Opens the lock's file below the directory root, and creates it and its directories if needed. A
 * descriptor; -EPERM when another user owns the file or may open it, or owns, or may write to, a
 * directory of the path; -ELOOP or -ENOTDIR when one of them is a symbolic link; negative errno.
 */
must_check int lock_open(const char *root);

/*
 * Tries to get the lock for that many milliseconds. 0, and it is held until the process ends or
 * closes any descriptor of the file; -ETIMEDOUT with *holder, 0 if this PID namespace has no number
 * for it; negative errno.
 */
must_check int lock_wait(int fd, unsigned int milliseconds, pid_t *holder);

/* "process 1234 (vfio-prebind apply)" */
void lock_describe(pid_t holder, struct text *out);

#endif
