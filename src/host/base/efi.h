/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The EFI variables of the Boot Loader Interface (systemd.io/BOOT_LOADER_INTERFACE): what the boot
 * loader tells of itself, and what it will do next.
 */
#ifndef VFIO_PREBIND_BASE_EFI_H
#define VFIO_PREBIND_BASE_EFI_H

#include <stdbool.h>

#include "kernel/fs.h"

#define EFI_TEXT_SIZE 512

/*
 * The text of a variable, with '?' for what is not ASCII. 0; -EMSGSIZE when it does not fit;
 * -EBADMSG: it is no text; negative errno, -ENOENT above all.
 */
must_check int efi_read(struct fs *fs, const char *name, char out[EFI_TEXT_SIZE]);

/* Whether the firmware starts only what is signed. */
bool efi_is_secure(struct fs *fs);

#endif
