/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot loaders, as far as their kernel command line goes: which one there is, adding words and
 * taking exactly these away again. Decides nothing about the words.
 */
#ifndef VFIO_PREBIND_LOADER_H
#define VFIO_PREBIND_LOADER_H

#include <stdbool.h>

#include "host/loader/job.h"

enum loader loader_find(struct fs *fs);

/* "GRUB", for people; "unknown". */
const char *loader_name(enum loader loader);

/* Whether loader_enable() has put words in that loader_disable() would take away. */
bool loader_is_enabled(struct fs *fs, enum loader loader);

/*
 * Adds those of the words that are not there yet and makes the boot loader's configuration anew.
 * Again changes nothing. loader is not LOADER_UNKNOWN.
 */
void loader_enable(struct loader_job *job, enum loader loader);

/* Takes away what loader_enable() has added, and nothing else. */
void loader_disable(struct loader_job *job, enum loader loader);

#endif
