/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changes of the kernel command line that a boot loader passes: adds words, takes back exactly
 * these, and tells whether the entry that boots has them then. Decides nothing about the words.
 */
#ifndef VFIO_PREBIND_LOADER_H
#define VFIO_PREBIND_LOADER_H

#include <stdbool.h>

#include "host/loader/find.h"

/* Whether loader_enable() has put words in that loader_disable() would take away. */
bool loader_is_enabled(struct fs *fs, enum loader loader);

/*
 * Reads the entries of the machine: fills what the job has of them, loader too. Nothing is mounted
 * after it: the programs that the job runs mount the same partitions. 0 or negative errno;
 * loader_job_free() in any case.
 */
must_check int loader_job_open(struct loader_job *job);

/*
 * Adds those of the words that are not there yet and makes the entries again. Again changes
 * nothing. loader_can_change().
 */
void loader_enable(struct loader_job *job);

/* Takes away what loader_enable() has added, and nothing else. */
void loader_disable(struct loader_job *job);

/*
 * Reads the entries again. What is wrong with the default ones, a sentence: one has not the words,
 * or has them still; which one boots is not known; a word that only this boot had is in it now.
 * Nothing: all is as it must be. 0 or negative errno.
 */
must_check int loader_verify(const struct loader_job *job, bool enabled, struct text *out);

#endif
