/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What keeps the words of the kernel on a machine.
 */
#ifndef VFIO_PREBIND_LOADER_FIND_H
#define VFIO_PREBIND_LOADER_FIND_H

#include <stdbool.h>

#include "host/entries/places.h"
#include "host/loader/job.h"

/* By the entries that were read. */
enum loader loader_find_in(const struct boot_machine *machine);

/* By the entries that can be read without a mount. */
enum loader loader_find(struct fs *fs);

/* "GRUB", for people; "unknown". */
const char *loader_name(enum loader loader);

/* Whether words are added and removed here: it is known, and does it by other means than orders. */
bool loader_can_change(enum loader loader);

#endif
