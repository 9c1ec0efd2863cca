/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs modprobe, told to ignore the install command of the module; how it treats the dependencies
 * is up to it (busybox's does not support softdeps). What it complains of goes to the system's log
 * if there is one.
 */
#ifndef VFIO_PREBIND_MODPROBE_H
#define VFIO_PREBIND_MODPROBE_H

#include "core/util.h"

/* Its path, or NULL: there is none. */
const char *modprobe_find(void);

/*
 * Loads the module in a process of its own, and waits for it without a limit. 0 if it says that it
 * has; -ECHILD if not, or if it could not be executed; -errno if it could not be started.
 */
must_check int modprobe_run(const char *path, const char *name);

#endif
