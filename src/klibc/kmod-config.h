/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands for the config.h that kmod's configure or meson would have written, for any kmod since 30
 * and for klibc, musl and glibc: no compression, no signature library. Put before every file of
 * libkmod with -include, and before nothing else. What a kmod version tests with #ifdef must stay
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

/* musl and glibc have it in <sys/param.h>. */
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

/* The log of src/kernel/modules.c has no use for the place in libkmod: a KiB of names. */
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
 * libkmod means the GNU basename(), which does not write into its argument. klibc has none, musl
 * hides it since 1.2.5, and glibc's is not worth asking for.
 */
static inline char *config_basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (char *)(slash ? slash + 1 : path);
}
#define HAVE_DECL_BASENAME 1
#define basename(path) config_basename(path)

#ifdef __KLIBC__
/* src/core/error.c; klibc's own texts are 3.5 KiB, and the log would use two wordings. */
const char *error_text(int error);
#define strerror(error) error_text(-(error))

/* Never called: src/kernel/modules.c inserts modules in place of modprobe.d's commands. */
#define system(command) ((void)(command), -1)
#endif

#endif
