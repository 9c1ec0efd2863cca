// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/kernel/log.c: lines are kept in the machine, with their level in front.
 */
#include "kernel/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fake/kernel.h"

static enum log_level level_max = LOG_LEVEL_INFO;

void log_setup(bool to_kernel, enum log_level max)
{
	(void)to_kernel; /* it stays here */
	level_max = max;
}

void log_line(enum log_level level, const char *format, ...)
{
	char line[2048];
	va_list args;
	int head, length, r;

	if (level > level_max || !fake_now || fake_now->log_what == FAKE_LOG_NONE)
		return;
	r = fault_uncounted(fake_now, OPERATION_LOG, "kmsg");
	if (r)
		fake_cut(fake_now, -r);
	head = snprintf(line, sizeof(line), "<%d> ", level);
	va_start(args, format);
	length = head + vsnprintf(line + head, sizeof(line) - (size_t)head, format, args);
	va_end(args);
	if (length < head)
		return;
	if ((size_t)length >= sizeof(line))
		length = sizeof(line) - 1;
	arena_add_line(&fake_now->kmsg, line, (size_t)length);
}
