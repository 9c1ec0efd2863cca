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
 * Fills *memory, which is empty; config_free() in any case. Without the file, or with one that
 * cannot be read or is damaged, nothing is in it; the latter two are added to warnings. 0 or
 * -ENOMEM.
 */
must_check int memory_read(struct fs *fs, struct config *memory, struct diagnostics *warnings);

#endif
