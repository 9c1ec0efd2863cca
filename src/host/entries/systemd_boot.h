/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The menu of systemd-boot: the entries of types 1 and 2 in the directories where it looks, in its
 * order, and which is the default.
 */
#ifndef VFIO_PREBIND_ENTRIES_SYSTEMD_BOOT_H
#define VFIO_PREBIND_ENTRIES_SYSTEMD_BOOT_H

#include "host/entries/entry.h"

/*
 * Appends the entries of loader/entries in this place. What cannot be read goes to errors. 0;
 * -E2BIG; -ENOMEM.
 */
must_check int systemd_boot_read_type1(struct boot_entries *entries, size_t place);

/* The same of the unified kernel images in EFI/Linux, one for each profile or for the first only.
 */
must_check int systemd_boot_read_unified(struct boot_entries *entries, size_t place,
					 enum boot_loader loader, bool has_profiles);

/*
 * Puts the entries from first on into the order of the menu and marks the one that starts unless
 * somebody chooses another. place has loader/loader.conf, fs the EFI variables. 0 or -ENOMEM.
 */
must_check int systemd_boot_choose(struct boot_entries *entries, size_t first, size_t place,
				   struct fs *fs);

#endif
