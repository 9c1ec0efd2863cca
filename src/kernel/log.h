/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one logger: lines to the kernel log at boot, to standard error elsewhere.
 */
#ifndef VFIO_PREBIND_LOG_H
#define VFIO_PREBIND_LOG_H

#include <stdbool.h>

#include "core/util.h"

/* The kernel's levels (include/linux/kern_levels.h), which are syslog's too. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

/*
 * Where lines go, and which: to /dev/kmsg, or to standard error if it cannot be opened. Levels
 * above max are not written.
 */
void log_setup(bool to_kernel, enum log_level max);

/*
 * Logs one line. /dev/kmsg takes LOG_LINE_MAX bytes (kernel/printk/printk.c, devkmsg_write()); a
 * longer line is cut there and ends in "...", the report has all of it.
 */
format_like(2, 3) void log_line(enum log_level level, const char *format, ...);

#endif
