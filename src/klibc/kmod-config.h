/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Replaces the config.h that kmod's configure or meson would write, for any kmod since 30 and for
 * klibc, musl and glibc: no compression, no signature library. Included first in every file of
 * libkmod with -include, and nowhere else. What a kmod version tests with #ifdef must stay
 * undefined, not 0, when it is off.
 */
#ifndef VFIO_PREBIND_KMOD_CONFIG_H
#define VFIO_PREBIND_KMOD_CONFIG_H

#define _GNU_SOURCE 1
#define _FILE_OFFSET_BITS 64

#include "compat.h"

#include <alloca.h>
#include <endian.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>

/* In musl and glibc it is in <sys/param.h>. */
#ifndef MIN
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif

#define PACKAGE "kmod"
#define SYSCONFDIR "/etc"
#define DISTCONFDIR "/usr/lib"
#define MODULE_DIRECTORY "/lib/modules"

/* klibc's <stddef.h> has one too; libkmod brings its own. */
#undef container_of

#define ENABLE_LOGGING 1

/* The log of src/kernel/modules.c does not print the place in libkmod; the names are a KiB. */
#undef __FILE__
#define __FILE__ ""
#define __func__ ""

/* Off for kmod 30, which asks #ifdef, as well as for those that use the value in an expression. */
enum { ENABLE_DEBUG = 0, ENABLE_ELFDBG = 0 };

#define HAVE_SECURE_GETENV 1
#define HAVE_STATIC_ASSERT 1
#define HAVE_NORETURN 1
#define HAVE_DECL_BE32TOH 1
#ifdef strndupa
#define HAVE_DECL_STRNDUPA 1
#endif

#define HAVE___BUILTIN_CLZ 1
#define HAVE___BUILTIN_TYPES_COMPATIBLE_P 1
#define HAVE___BUILTIN_UADD_OVERFLOW 1
#define HAVE___BUILTIN_UADDL_OVERFLOW 1
#define HAVE___BUILTIN_UADDLL_OVERFLOW 1
#define HAVE___BUILTIN_UMUL_OVERFLOW 1
#define HAVE___BUILTIN_UMULL_OVERFLOW 1
#define HAVE___BUILTIN_UMULLL_OVERFLOW 1

/*
 * libkmod expects the GNU basename(), which does not write to its argument. klibc has none, musl
 * hides it since 1.2.5, and glibc's needs a feature macro.
 */
static inline char *config_basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (char *)(slash ? slash + 1 : path);
}
#define HAVE_DECL_BASENAME 1
#define basename(path) config_basename(path)

#ifdef __KLIBC__
/* src/core/error.c: klibc's own texts take 3.5 KiB, and the log would have two wordings. */
const char *error_text(int error);
#define strerror(error) error_text(-(error))

/* Never called: src/kernel/modules.c inserts modules instead of running modprobe.d's commands. */
#define system(command) ((void)(command), -1)
#endif

#endif
