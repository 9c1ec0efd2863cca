/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changes to several files that are made or undone together: all of them are in one file below
 * /var/lib/vfio-prebind/import, synced before the first change. Prints nothing.
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
 * Makes all of the changes, or none. *at: the change that failed, or changes->count for the journal
 * itself. 0; -EALREADY when a file is neither the old nor the new one; negative errno.
 */
must_check int changes_do(struct changes *changes, struct fs *fs, const char *sysroot, size_t *at);

/*
 * Reads the last journal. 0; -ENOENT when there is none; -EBADMSG when it is not one of ours;
 * negative errno. changes_free() in any case.
 */
must_check int changes_read_last(struct changes *changes, struct fs *fs);

/*
 * Restores the old files and removes the journal. A file that is already the old one stays; if one
 * is neither, -EALREADY, and nothing is done. Otherwise as changes_do().
 */
must_check int changes_undo(struct changes *changes, struct fs *fs, const char *sysroot,
			    size_t *at);

#endif
