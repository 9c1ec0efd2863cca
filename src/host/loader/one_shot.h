/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that somebody has typed for this boot, and that became permanent when entries were made
 * again.
 */
#ifndef VFIO_PREBIND_LOADER_ONE_SHOT_H
#define VFIO_PREBIND_LOADER_ONE_SHOT_H

#include "host/entries/places.h"

/*
 * Adds the words of the entries that the next boot may be, if that is certain, and those of this
 * boot that are in the files which these are made from: what one_shot_explain() calls before. 0 or
 * -ENOMEM.
 */
must_check int one_shot_read(const struct boot_machine *machine, struct text *before);

/*
 * Adds a sentence about each word that such an entry has now, that none had before, and that this
 * boot has; with its cure. Nothing, if before is empty. 0 or negative
 * errno.
 */
must_check int one_shot_explain(const struct boot_machine *machine, const struct text *before,
				struct text *out);

#endif
