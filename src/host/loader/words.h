/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot loaders whose command line is one file or one call: a note of the words that were added
 * makes it possible to take back exactly those. For src/host/loader/loader.c alone.
 */
#ifndef VFIO_PREBIND_LOADER_WORDS_H
#define VFIO_PREBIND_LOADER_WORDS_H

#include "host/loader/loader.h"

/* The note: the words in the first line; behind it a file that was made for them, whole. */
#define LOADER_STATE "var/lib/vfio-prebind/iommu"

/* LOADER_GRUBBY and LOADER_KERNEL_INSTALL. */
void words_enable(struct loader_job *job, enum loader loader);
void words_disable(struct loader_job *job, enum loader loader);

/* Writes the file and says so, or what went wrong. */
void loader_write(struct loader_job *job, const char *path, const char *text);

/* Runs the program, or says that it is to be run on a captured machine. */
void loader_run(struct loader_job *job, const char *const argv[]);

#endif
