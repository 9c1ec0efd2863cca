/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libkmod can load its decompressors at run time; ours is built without them, yet its shared/util.c
 * still mentions dlopen(). This shadows the C library's header, so that a static program contains
 * no loader: every attempt fails. Only for libkmod; must not be used by our own code.
 */
#ifndef VFIO_PREBIND_DLFCN_H
#define VFIO_PREBIND_DLFCN_H

#include <stddef.h>

#define RTLD_LAZY 1
#define RTLD_NOW 2

static inline void *dlopen(const char *filename, int flags)
{
	(void)filename;
	(void)flags;
	return NULL;
}

static inline void *dlsym(void *handle, const char *symbol)
{
	(void)handle;
	(void)symbol;
	return NULL;
}

static inline int dlclose(void *handle)
{
	(void)handle;
	return 0;
}

static inline char *dlerror(void)
{
	return NULL;
}

#endif
