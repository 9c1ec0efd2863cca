// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Log lines. /dev/kmsg is opened for each line, on purpose: the kernel's rate limit of ten lines in
 * five seconds (printk.devkmsg=ratelimit, the default until systemd lifts it) applies per open
 * file, and no line about a device may be lost. Each ends in a newline: a line without one may be
 * continued, and nobody reads it before the next line of anyone (kernel/printk/printk.c,
 * vprintk_store(), since Linux 5.10).
 */
#include "kernel/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

#define LOG_LINE_MAX 900
#define KMSG "/dev/kmsg"

static struct {
	bool to_kernel;
	enum log_level max;
} setup = { .max = LOG_LEVEL_INFO };

void log_setup(bool to_kernel, enum log_level max)
{
	setup.to_kernel = to_kernel;
	setup.max = max;
}

static bool write_kernel(const char *line, size_t length)
{
	cleanup_close int fd = open(KMSG, O_WRONLY | O_CLOEXEC | O_NOCTTY);

	return fd >= 0 && write(fd, line, length) == (ssize_t)length;
}

void log_line(enum log_level level, const char *format, ...)
{
	char line[LOG_LINE_MAX + sizeof("\n")];
	int head, length;
	va_list args;

	if (level > setup.max)
		return;
	head = snprintf(line, LOG_LINE_MAX, "<%d>vfio-prebind: ", level);
	va_start(args, format);
	length = vsnprintf(line + head, LOG_LINE_MAX - (size_t)head, format, args);
	va_end(args);
	if (length < 0)
		return;
	length += head;
	if (length >= LOG_LINE_MAX) {
		length = LOG_LINE_MAX - 1;
		memcpy(line + length - 3, "...", 3);
	}
	text_plain(line + head, (size_t)(length - head), "\t");
	memcpy(line + length, "\n", sizeof("\n"));
	if (setup.to_kernel && write_kernel(line, (size_t)length + 1))
		return;
	fputs(line + strlen("<n>"), stderr);
}
