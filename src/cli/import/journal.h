/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changes to several files that are done as a whole or can be undone as a whole: all of them are in
 * one file below /var/lib/vfio-prebind/import, on the disk before the first of them is done. Prints
 * nothing.
 */
#ifndef VFIO_PREBIND_IMPORT_JOURNAL_H
#define VFIO_PREBIND_IMPORT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/util.h"
#include "kernel/fs.h"

#define JOURNAL_DIRECTORY "var/lib/vfio-prebind/import"

struct change_content {
	char *data; /* owned; NULL: there is no file */
	size_t length;
};

struct change {
	char *path; /* without leading '/'; owned */
	struct change_content old, new;
	mode_t mode; /* of the old one */
	uid_t uid;
	gid_t gid;
};

struct changes {
	struct change *list; /* owned; changes_free() */
	size_t count;
	unsigned int number; /* of the journal; 0: there is none */
};

void changes_free(struct changes *changes);

/*
 * Does all of them, or none. *at: the change that failed, or changes->count for the journal itself.
 * 0; -EALREADY when a file is neither the old nor the new one; negative errno.
 */
must_check int changes_do(struct changes *changes, struct fs *fs, const char *sysroot, size_t *at);

/*
 * Reads the last journal. 0; -ENOENT when there is none; -EBADMSG when it is none of ours; negative
 * errno. changes_free() in any case.
 */
must_check int changes_read_last(struct changes *changes, struct fs *fs);

/*
 * Brings back the old files and removes the journal. A file that is the old one already stays; of
 * one that is neither, -EALREADY, and nothing is done. Otherwise as changes_do().
 */
must_check int changes_undo(struct changes *changes, struct fs *fs, const char *sysroot,
			    size_t *at);

#endif
