/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small compiler helpers that every file may use. No logic: code that computes something belongs in
 * a file with a name of its own.
 */
#ifndef VFIO_PREBIND_UTIL_H
#define VFIO_PREBIND_UTIL_H

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define must_check __attribute__((warn_unused_result))
#define format_like(text, args) __attribute__((format(printf, text, args)))
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static inline void cleanup_free_pointer(void *pointer)
{
	free(*(void **)pointer);
}

static inline void cleanup_close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* Freed, or closed when not negative, at the end of the scope. */
#define cleanup_free __attribute__((cleanup(cleanup_free_pointer)))
#define cleanup_close __attribute__((cleanup(cleanup_close_fd)))

#endif
