/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the files of the configuration are root's alone. What they say becomes part of every
 * boot: what somebody else can write must not get into an image. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_TRUST_H
#define VFIO_PREBIND_MACHINE_TRUST_H

#include "core/diagnostic.h"
#include "kernel/fs.h"

/*
 * Adds an entry for each file of the configuration, and for the directory of drop-ins, that
 * belongs to another user than root or that group or others may write: it itself, a symbolic link
 * that leads to it, or a directory on the way there, up to the root. Whoever reads a captured
 * machine below a root of his own may own the rest of it, too. 0, or negative errno.
 */
must_check int trust_check(struct fs *fs, struct diagnostics *refused);

#endif
