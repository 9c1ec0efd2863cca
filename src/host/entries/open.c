// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an entry hands to the kernel as its initramfs.
 */
#include "host/entries/open.h"

#include <errno.h>

#include "host/entries/uki.h"

/* The section of this name in a unified image or an addon, if it has one. */
static int add_section(struct fs *fs, const char *path, unsigned int profile, const char *name,
		       struct cpio_part *parts, size_t *count)
{
	int fd = fs_open_file(fs, path);
	int r = fd < 0 ? fd : uki_find_image(fd, profile, name, &parts[*count]);

	if (!r)
		++*count;
	else if (fd >= 0)
		close(fd);
	return r == -ENOENT && fd >= 0 ? 0 : r;
}

/* Of microcode, the kernel takes the first; of other files, the last: src/boot/stub.c, run(). */
static int open_unified(struct fs *fs, const struct boot_entry *entry, struct cpio_part *parts,
			size_t *count, const char **path)
{
	size_t i = entry->image_count;
	int r = 0;

	while (!r && i--)
		r = add_section(fs, *path = entry->images[i], 0, ".ucode", parts, count);
	*path = r ? *path : entry->kernel;
	if (!r)
		r = add_section(fs, *path, entry->profile, ".ucode", parts, count);
	if (!r)
		r = add_section(fs, *path, entry->profile, ".initrd", parts, count);
	for (i = 0; !r && i < entry->image_count; i++)
		r = add_section(fs, *path = entry->images[i], 0, ".initrd", parts, count);
	return r;
}

static int open_files(struct fs *fs, const struct boot_entry *entry, struct cpio_part *parts,
		      size_t *count, const char **path)
{
	for (; *count < entry->image_count; ++*count) {
		int fd = fs_open_file(fs, *path = entry->images[*count]);

		if (fd < 0)
			return fd;
		parts[*count] = (struct cpio_part){ .fd = fd, .length = UINT64_MAX };
	}
	return 0;
}

int entry_open(const struct boot_entries *entries, const struct boot_entry *entry,
	       struct cpio_part parts[ENTRY_PARTS_MAX], size_t *count, const char **path)
{
	struct fs *fs = entries->places[entry->place].fs;
	size_t found = 0;
	int r;

	*path = entry->kernel;
	r = entry->is_unified ? open_unified(fs, entry, parts, &found, path)
			      : open_files(fs, entry, parts, &found, path);
	if (r)
		entry_close(parts, found);
	else
		*count = found;
	return r;
}

void entry_close(const struct cpio_part *parts, size_t count)
{
	while (count--)
		close(parts[count].fd);
}
