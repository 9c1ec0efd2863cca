/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this machine knows of the cards that it booted with: the configuration of the image, which
 * the boot stage keeps in /run. It is read like any untrusted input.
 */
#ifndef VFIO_PREBIND_MACHINE_MEMORY_H
#define VFIO_PREBIND_MACHINE_MEMORY_H

#include "core/config.h"
#include "core/diagnostic.h"
#include "kernel/fs.h"

/*
 * Fills *memory, which is empty; config_free() in any case. It stays empty if the file is missing,
 * unreadable or damaged; if a rule of config may need it, that is a warning. 0 or -ENOMEM.
 */
must_check int memory_read(struct fs *fs, const struct config *config, struct config *memory,
			   struct diagnostics *warnings);

/*
 * Replaces the kept configuration with the text of an image's configuration, if there is one. 0 or
 * negative errno.
 */
must_check int memory_replace(struct fs *fs, const char *text, size_t length);

#endif
