/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sections of a PE file, as a unified kernel image (UAPI.5) is one. No I/O; every number in it
 * is taken for hostile.
 */
#ifndef VFIO_PREBIND_ENTRIES_PE_H
#define VFIO_PREBIND_ENTRIES_PE_H

#include <stddef.h>
#include <stdint.h>

#include "core/util.h"

/* The section table of a file must be in so many bytes at its start. */
#define PE_HEAD_MAX ((size_t)64 * 1024)

/* What each profile of a unified kernel image starts with. */
#define PE_PROFILE ".profile"

/*
 * The first section of this name in a profile, counted from 0, or if that has none, before all
 * profiles: where its content is in the file. head is the file's start. 0; -ENOENT: there is none;
 * -EBADMSG: this is no PE file, or its section table is not in head.
 */
must_check int pe_find_section(const void *head, size_t length, unsigned int profile,
			       const char *name, uint32_t *start, uint32_t *size);

/* The kind of processor that it is for; 0: as -EBADMSG above. */
uint32_t pe_machine(const void *head, size_t length);

#endif
