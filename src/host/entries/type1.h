/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries of type 1 of the Boot Loader Specification (UAPI.1): text files in loader/entries. No
 * I/O.
 */
#ifndef VFIO_PREBIND_ENTRIES_TYPE1_H
#define VFIO_PREBIND_ENTRIES_TYPE1_H

#include "host/entries/entry.h"

/* A longer file is no entry. */
#define TYPE1_MAX ((size_t)64 * 1024)

/*
 * What the file NAME.conf with this text says. 0 and *entry, entry_free(), whose kernel is NULL
 * when it starts no Linux; -E2BIG: too many images; -ENOMEM.
 */
must_check int type1_parse(const char *name, const char *text, size_t length,
			   struct boot_entry *entry);

/*
 * The id of a file in loader/entries or EFI/Linux: its name in lower case, without the boot
 * counter in front of suffix ("arch+3-1.conf" is "arch.conf"). 0; -EINVAL: not of this suffix;
 * -ENOMEM.
 */
must_check int type1_set_id(struct boot_entry *entry, const char *name, const char *suffix);

#endif
