/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unified kernel images (UAPI.5): what their sections say, and where their initramfs images are.
 */
#ifndef VFIO_PREBIND_ENTRIES_UKI_H
#define VFIO_PREBIND_ENTRIES_UKI_H

#include "host/entries/entry.h"
#include "host/image/cpio.h"

/* systemd-boot shows no more of one image. */
#define UKI_PROFILES_MAX 256

/* The program that starts the kernel in it. */
struct uki_stub {
	char *magic;   /* owned: "#### LoaderInfo: systemd-stub 257 ####"; NULL: it does not say */
	char *release; /* owned: what the image says of its kernel; NULL: nothing */
	uint32_t machine; /* pe_machine() */
};

/* A file that adds to it: systemd-stub(7). */
struct uki_addon {
	char *words;    /* owned; NULL: none */
	bool has_image; /* .ucode or .initrd */
};

/*
 * Reads title, words, release and what its order depends on of the profile that the entry names
 * from the file into the entry, and appends the profile's name to its id. 0; -ENOEXEC: it is no
 * unified kernel image; -EBADMSG: damaged or cut short; -ENOMEM; negative errno.
 */
must_check int uki_read(int fd, struct boot_entry *entry);

/* How many profiles it has; one that does not say has none, and starts as if it had one. */
unsigned int uki_count_profiles(int fd);

/*
 * The microcode (".ucode") or the initramfs (".initrd") of a profile, or of an addon, which has
 * profile 0 alone. 0; -ENOENT: it has none; -EBADMSG; negative errno.
 */
must_check int uki_find_image(int fd, unsigned int profile, const char *name,
			      struct cpio_part *part);

/* 0 and *stub, uki_free_stub(); -EBADMSG; -ENOMEM; negative errno. */
must_check int uki_read_stub(int fd, unsigned int profile, struct uki_stub *stub);
void uki_free_stub(struct uki_stub *stub);

/*
 * What the stub takes of an addon that the firmware accepts. 0 and *addon; -ENOEXEC: nothing, as it
 * is for another kind of processor or another kernel, or has a kernel of its own; -EBADMSG: it is
 * damaged; -ENOMEM; negative errno.
 */
must_check int uki_read_addon(int fd, const struct uki_stub *stub, struct uki_addon *addon);

/*
 * The release that a kernel's own header has (x86's boot protocol), which starts at this byte of
 * the file. 0 and *release, owned by the caller; -ENOENT: it has none; -ENOMEM.
 */
must_check int kernel_read_release(int fd, uint64_t start, char **release);

#endif
