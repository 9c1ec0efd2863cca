// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an entry hands to the kernel as its initramfs.
 */
#include "host/entries/open.h"

#include <errno.h>

#include "host/entries/uki.h"

static int open_unified(struct fs *fs, const struct boot_entry *entry, struct cpio_part *parts,
			size_t *count)
{
	int fd = fs_open_file(fs, entry->kernel);
	int r = fd < 0 ? fd : uki_find_images(fd, parts, count);

	if (fd >= 0 && (r || !*count))
		close(fd);
	return r;
}

int entry_open(const struct boot_entries *entries, const struct boot_entry *entry,
	       struct cpio_part parts[ENTRY_PARTS_MAX], size_t *count, const char **path)
{
	struct fs *fs = entries->places[entry->place].fs;
	size_t i;

	*path = entry->kernel;
	*count = 0;
	if (entry->is_unified)
		return open_unified(fs, entry, parts, count);
	for (i = 0; i < entry->image_count; i++) {
		int fd = fs_open_file(fs, entry->images[i]);

		if (fd < 0) {
			*path = entry->images[i];
			entry_close(entry, parts, i);
			return fd;
		}
		parts[i] = (struct cpio_part){ .fd = fd, .length = UINT64_MAX };
	}
	*count = entry->image_count;
	return 0;
}

void entry_close(const struct boot_entry *entry, const struct cpio_part *parts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!i || !entry->is_unified) /* those of one file share its descriptor */
			close(parts[i].fd);
}
