/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The menu of a grub.cfg: its entries, those that it imports from loader/entries, and which is the
 * default. No I/O.
 */
#ifndef VFIO_PREBIND_ENTRIES_GRUB_H
#define VFIO_PREBIND_ENTRIES_GRUB_H

#include "host/entries/entry.h"

#define GRUB_CONFIG_MAX ((size_t)4 * 1024 * 1024)
#define GRUB_ENVIRONMENT_MAX ((size_t)64 * 1024)

struct grub_files {
	const char *config; /* grub.cfg */
	size_t config_length;
	const char *environment; /* grubenv; NULL: there is none */
	size_t environment_length;
	struct boot_entries *imported; /* what blscfg imports, in any order: read by type1.h */
};

/*
 * Appends the entries that start Linux, in the order of the menu, those in submenus after their
 * submenu's title; takes those out of imported that the menu has. Conditions that depend on what
 * GRUB finds while it runs are taken for true in both ways. 0; -E2BIG: over one of the limits;
 * -ENOMEM.
 */
must_check int grub_read(const struct grub_files *files, struct boot_entries *entries);

#endif
