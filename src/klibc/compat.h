/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What klibc lacks and libkmod or our own boot code needs. Included first in every file of the boot
 * program with -include: klcc searches klibc's directories first and would never find a <time.h> of
 * ours. Empty with any other C library. Must declare only what is used, with the prototypes of
 * POSIX and Linux: an undeclared function would return int and cut pointers.
 */
#ifndef VFIO_PREBIND_COMPAT_H
#define VFIO_PREBIND_COMPAT_H

#ifdef __KLIBC__

/* klcc does not treat these as system headers, so their inline functions trigger -Wshadow. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <inttypes.h>
#include <stdlib.h>
#pragma GCC diagnostic pop

#include <endian.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>

/* The kernel's own type; CLOCK_MONOTONIC and TIMER_ABSTIME come with klibc's <time.h>. */
typedef int clockid_t;

/* 0, or -1 with errno. */
int clock_gettime(clockid_t clock, struct timespec *now);

/* 0, or a positive error number. */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request,
		    struct timespec *remain);

/* The result, or -1 with errno. At most six arguments, each of the width of a register. */
long syscall(long number, ...);

/* Allocated; NULL with errno. */
char *get_current_dir_name(void);

/* The number of bytes with the delimiter, or -1 at the end of the file and on error. */
ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *file);

/* The boot program never has more privileges than its caller. */
static inline char *secure_getenv(const char *name)
{
	return getenv(name);
}

#if __BYTE_ORDER == __LITTLE_ENDIAN
#define be16toh(x) __builtin_bswap16(x)
#define be32toh(x) __builtin_bswap32(x)
#define be64toh(x) __builtin_bswap64(x)
#define le16toh(x) ((uint16_t)(x))
#define le32toh(x) ((uint32_t)(x))
#define le64toh(x) ((uint64_t)(x))
#else
#error "the boot program with klibc is known to work on little-endian machines only"
#endif
#define htobe16(x) be16toh(x)
#define htobe32(x) be32toh(x)
#define htobe64(x) be64toh(x)
#define htole16(x) le16toh(x)
#define htole32(x) le32toh(x)
#define htole64(x) le64toh(x)

#endif /* __KLIBC__ */

#endif
