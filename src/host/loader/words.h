/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that are not in a drop-in of GRUB's, with a note of what was added. For
 * src/host/loader/loader.c alone.
 */
#ifndef VFIO_PREBIND_LOADER_WORDS_H
#define VFIO_PREBIND_LOADER_WORDS_H

#include "host/loader/job.h"

/* For all of enum loader but LOADER_GRUB. Entries are not made again yet. */
void words_enable(struct loader_job *job);

/*
 * The same, back; the note is still there, so that the next --disable finishes this one. false:
 * there is no note, and nothing to do.
 */
bool words_disable(struct loader_job *job);

#endif
