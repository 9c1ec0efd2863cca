/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The entries that the next boot of this system may be. An entry with another root filesystem than
 * this boot has is another system's, which os-prober(8) found or which shares the partition.
 */
#ifndef VFIO_PREBIND_LOADER_NEXT_ENTRIES_H
#define VFIO_PREBIND_LOADER_NEXT_ENTRIES_H

#include "host/entries/places.h"

struct next_entries {
	const struct boot_entry *list[ENTRIES_MAX]; /* borrowed */
	size_t count;
	bool is_certain; /* false: no entry is known to be a default, and all are listed */
};

/*
 * The defaults, of which each partition of Proxmox has one; where these are of another system, the
 * first entry of this one; without any of this one, those defaults. 0; -ENOMEM.
 */
must_check int next_entries_find(const struct boot_machine *machine, struct next_entries *next);

#endif
