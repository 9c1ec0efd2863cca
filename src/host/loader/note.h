/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A note of the words that were added, which makes it possible to take back exactly these.
 */
#ifndef VFIO_PREBIND_LOADER_NOTE_H
#define VFIO_PREBIND_LOADER_NOTE_H

#include "host/loader/job.h"

/* The note: the words in the first line; after it a file that was made for them, whole. */
#define LOADER_STATE "var/lib/vfio-prebind/iommu"

/*
 * Adds the words to the note old, and made as the file that was made for them; "": none. Before
 * anything else: what it names and is not there after all does no harm.
 */
void loader_write_note(struct loader_job *job, const char *old, const char *words,
		       const char *made);

#endif
