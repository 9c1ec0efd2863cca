/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that are not in a drop-in of GRUB's. A note of what was added makes it possible to take
 * back exactly that. For src/host/loader/loader.c alone.
 */
#ifndef VFIO_PREBIND_LOADER_WORDS_H
#define VFIO_PREBIND_LOADER_WORDS_H

#include "host/loader/job.h"

/* The note: the words in the first line; after it a file that was made for them, whole. */
#define LOADER_STATE "var/lib/vfio-prebind/iommu"

/*
 * Adds the words to the note old, and made as the file that was made for them; "": none. Before
 * anything else: what it names and is not there after all does no harm.
 */
void loader_write_note(struct loader_job *job, const char *old, const char *words,
		       const char *made);

/* For all of enum loader but LOADER_GRUB. Entries are not made again yet. */
void words_enable(struct loader_job *job);

/*
 * The same, back; the note is still there, so that the next --disable finishes this one. false:
 * there is no note, and nothing to do.
 */
bool words_disable(struct loader_job *job);

#endif
