/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The copy of a file that somebody edits: in a directory of its own, which nobody else can enter.
 */
#ifndef VFIO_PREBIND_EDIT_COPY_H
#define VFIO_PREBIND_EDIT_COPY_H

#include "core/text.h"
#include "core/util.h"

#define COPY_TEMPLATE "/tmp/vfio-prebind-XXXXXX"

struct copy {
	char directory[sizeof(COPY_TEMPLATE)]; /* "": there is none */
	char path[sizeof(COPY_TEMPLATE) + 256];
};

/* Makes it; name is the last part of the file's path. 0 or negative errno. */
must_check int copy_make(struct copy *copy, const char *name, const char *data, size_t length);

/*
 * Lets the user's editor change it, and waits: $SUDO_EDITOR, $VISUAL, $EDITOR, or the first that is
 * there of editor, nano and vi; without a shell. 0; -1 and what is wrong in problem.
 */
must_check int copy_edit(const struct copy *copy, struct text *problem);

/* Reads it, also when an editor has put a new file in its place. 0, -EFBIG or negative errno. */
must_check int copy_read(const struct copy *copy, struct text *out);

/* With what the editor left beside it. */
void copy_remove(struct copy *copy);

#endif
