/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands of one entry of GRUB's menu load. For src/host/entries/grub.c alone.
 */
#ifndef VFIO_PREBIND_ENTRIES_GRUB_ENTRY_H
#define VFIO_PREBIND_ENTRIES_GRUB_ENTRY_H

#include "host/entries/entry.h"
#include "host/entries/grub_script.h"

/* Takes kernel, words, images or filesystem from the command: word is its name. 0, -E2BIG, -ENOMEM.
 */
must_check int grub_entry_run(struct boot_entry *entry, const struct grub_command *command,
			      const char *word);

/*
 * An entry that was read from loader/entries, as GRUB takes it: variables in options and images
 * have their values, and a blank is between images. 0, -E2BIG or -ENOMEM.
 */
must_check int grub_entry_expand(struct boot_entry *entry, const struct grub_env *variables);

#endif
