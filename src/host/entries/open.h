/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that an entry hands to the kernel.
 */
#ifndef VFIO_PREBIND_ENTRIES_OPEN_H
#define VFIO_PREBIND_ENTRIES_OPEN_H

#include "host/entries/entry.h"
#include "host/image/cpio.h"

/* Of one entry: microcode and an initramfs of a unified image and of each of its addons. */
#define ENTRY_PARTS_MAX (2 * (ENTRY_IMAGES_MAX + 1))

/*
 * Opens what the entry has as its initramfs. 0 and parts in their order, whose descriptors
 * entry_close() closes, with *count, which may be 0; negative errno, and *path is that of the file,
 * borrowed.
 */
must_check int entry_open(const struct boot_entries *entries, const struct boot_entry *entry,
			  struct cpio_part parts[ENTRY_PARTS_MAX], size_t *count,
			  const char **path);
void entry_close(const struct cpio_part *parts, size_t count);

#endif
