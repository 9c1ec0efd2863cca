/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unified kernel images (UAPI.5): what their sections say, and where their initramfs images are.
 */
#ifndef VFIO_PREBIND_ENTRIES_UKI_H
#define VFIO_PREBIND_ENTRIES_UKI_H

#include "host/entries/entry.h"
#include "host/image/cpio.h"

/* The images in it: microcode, then the initramfs. */
#define UKI_IMAGES_MAX 2

/*
 * Reads title, words, release and what its order depends on from the file into the entry. 0;
 * -ENOEXEC: it is no unified kernel image; -EBADMSG: damaged or cut short; -ENOMEM; negative errno.
 */
must_check int uki_read(int fd, struct boot_entry *entry);

/* The images in it, in their order. 0 with *count; -EBADMSG; negative errno. */
must_check int uki_find_images(int fd, struct cpio_part parts[UKI_IMAGES_MAX], size_t *count);

/*
 * The release that a kernel's own header has (x86's boot protocol), which starts at this byte of
 * the file. 0 and *release, owned by the caller; -ENOENT: it has none; -ENOMEM.
 */
must_check int kernel_read_release(int fd, uint64_t start, char **release);

#endif
