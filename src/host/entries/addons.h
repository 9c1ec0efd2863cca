/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The addons of unified kernel images, as systemd-stub(7) finds them: files NAME.addon.efi in
 * loader/addons, then those in IMAGE.efi.extra.d, in the order of their names (src/boot/stub.c,
 * load_all_addons()). Stubs take words from them since systemd 254, and images since 257. With
 * Secure Boot, the firmware decides which of them it accepts.
 */
#ifndef VFIO_PREBIND_ENTRIES_ADDONS_H
#define VFIO_PREBIND_ENTRIES_ADDONS_H

#include "host/entries/places.h"

/*
 * Appends what addons add to an entry whose kernel was found: words, and the addons that have an
 * image to its images. If that is not known, entry->unread says why. For an entry that starts no
 * unified image, nothing. 0 or -ENOMEM.
 */
must_check int addons_read(const struct boot_machine *machine, struct boot_entry *entry);

#endif
