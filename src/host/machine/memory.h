/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this machine knows of the cards that it booted with: the configuration of the image, which
 * the boot stage leaves in /run. It is read like anything else that comes from outside.
 */
#ifndef VFIO_PREBIND_MACHINE_MEMORY_H
#define VFIO_PREBIND_MACHINE_MEMORY_H

#include "core/config.h"
#include "core/diagnostic.h"
#include "kernel/fs.h"

/*
 * Fills *memory, which is empty; config_free() in any case. Nothing is in it without the file, or
 * when that cannot be read or is damaged; where a rule of config may need it, that is added to
 * warnings. 0 or -ENOMEM.
 */
must_check int memory_read(struct fs *fs, const struct config *config, struct config *memory,
			   struct diagnostics *warnings);

/*
 * Takes the text of an image's configuration for that of the image which was booted, if there is
 * one. 0 or negative errno.
 */
must_check int memory_replace(struct fs *fs, const char *text, size_t length);

#endif
