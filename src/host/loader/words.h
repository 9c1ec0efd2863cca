/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot loaders whose command line is one file or one call: a note of the words that were added
 * makes it possible to take back exactly those. For src/host/loader/loader.c alone.
 */
#ifndef VFIO_PREBIND_LOADER_WORDS_H
#define VFIO_PREBIND_LOADER_WORDS_H

#include "host/loader/job.h"

/* The note: the words in the first line; behind it a file that was made for them, whole. */
#define LOADER_STATE "var/lib/vfio-prebind/iommu"

/* LOADER_GRUBBY and LOADER_KERNEL_INSTALL. */
void words_enable(struct loader_job *job, enum loader loader);
void words_disable(struct loader_job *job, enum loader loader);

/* Whether word is in the text, between white space. */
bool loader_has_word(const char *text, const char *word, size_t length);

#endif
