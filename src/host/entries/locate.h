/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the files of an entry are. For src/host/entries/read.c alone.
 */
#ifndef VFIO_PREBIND_ENTRIES_LOCATE_H
#define VFIO_PREBIND_ENTRIES_LOCATE_H

#include "host/entries/places.h"
#include "host/entries/mounts.h"

/*
 * Makes paths below the place's fs of those in the entry, and finds out the release of its kernel.
 * What cannot be found is said in entry->unread. 0 or -ENOMEM.
 */
must_check int entry_locate(const struct boot_machine *machine, const struct mounts *mounts,
			    struct boot_entry *entry);

#endif
