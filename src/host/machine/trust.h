/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens files that only root may be able to change. Their content becomes part of every boot: what
 * another user can write must not get into an image. So each name of the path is opened by itself,
 * and its owner and mode are checked on the descriptor. Never leaves the root. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_TRUST_H
#define VFIO_PREBIND_MACHINE_TRUST_H

#include <sys/types.h>

#include "core/diagnostic.h"
#include "core/text.h"
#include "kernel/fs.h"

/* The start and the end of a walk. */
struct place {
	int fd;           /* owned */
	struct text path; /* for messages: below the root, without links; "" is the root */
};

struct trust {
	struct place root;
	uid_t owner; /* trusted besides root: the owner of a captured machine */
	struct diagnostics refused;
};

/* 0 or negative errno; trust_close() in any case. */
must_check int trust_open(struct trust *trust, struct fs *fs);
void trust_close(struct trust *trust);

/*
 * Opens a file or a directory for reading. path is below from, file is its name in messages. Adds
 * an entry to trust->refused if another user owns it, if its group or others may write it, or if
 * that is true of a symbolic link or a directory on the way from the root; it is opened
 * nevertheless. 0 and *found, place_close(); negative errno, such as -ENOENT, for which nothing is
 * refused.
 */
must_check int trust_open_file(struct trust *trust, const struct place *from, const char *path,
			       const char *file, struct place *found);
void place_close(struct place *place);

#endif
