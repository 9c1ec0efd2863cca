/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens files that only root may be able to change. What they say becomes part of every boot: what
 * another user can write must not get into an image. So each name on the way is opened by itself,
 * and owner and mode are those of what was opened. Never leaves the root. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_TRUST_H
#define VFIO_PREBIND_MACHINE_TRUST_H

#include <sys/types.h>

#include "core/diagnostic.h"
#include "core/text.h"
#include "kernel/fs.h"

/* Where a walk starts, and where it ended. */
struct place {
	int fd;           /* owned */
	struct text path; /* for people: below the root, without links; "" is the root */
};

struct trust {
	struct place root;
	uid_t owner; /* besides root: whoever reads a captured machine of his own */
	struct diagnostics refused;
};

/* 0 or negative errno; trust_close() in any case. */
must_check int trust_open(struct trust *trust, struct fs *fs);
void trust_close(struct trust *trust);

/*
 * Opens a file or a directory for reading. path is below from, file is its name in messages. Adds
 * an entry to trust->refused when it belongs to another user, when its group or others may write
 * it, or when that holds for a symbolic link or a directory on the way, from the root on; it is
 * opened all the same.
 * 0 and *found, place_close(); negative errno, such as -ENOENT, for which nothing is refused.
 */
must_check int trust_open_file(struct trust *trust, const struct place *from, const char *path,
			       const char *file, struct place *found);
void place_close(struct place *place);

#endif
