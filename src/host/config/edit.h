/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration file as lines that can be edited: /etc/vfio-prebind.conf is read, changed in
 * memory and put back as a whole. The caller has the lock of the machine (host/base/lock.h). Lines
 * that are not touched keep every byte, also those that are wrong. Decides nothing and prints
 * nothing.
 */
#ifndef VFIO_PREBIND_CONFIG_EDIT_H
#define VFIO_PREBIND_CONFIG_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/config.h"
#include "core/selector.h"
#include "core/text.h"
#include "host/machine/config_files.h"

struct edit {
	int directory;    /* etc below the root */
	struct text text; /* the file as it will be */
	bool is_changed;
};

/*
 * The file as the machine's reading has it; one that is not there is empty.
 * 0; -ELOOP when the file is a symbolic link, which is never written through; -EINVAL when it
 * is no regular file; -EFBIG over CONFIG_FILE_MAX; negative errno. edit_close() in any case.
 */
must_check int edit_open(struct edit *edit, const char *sysroot, const struct config_file *file);
void edit_close(struct edit *edit);

/* Adds a line, without its newline, at the end. 0 or -ENOMEM. */
must_check int edit_append(struct edit *edit, const char *line);

/* Whether a selector, of a line with "!" when exclude is set, is to go. */
typedef bool edit_choose_fn(void *data, const struct selector *selector, bool exclude);

/*
 * Takes away each selector that choose wants, of the lines that have all of words (NULL: of all
 * lines); a line without selectors goes as a whole. Writes what went, a line each, to removed.
 * 0 or -ENOMEM.
 */
must_check int edit_remove(struct edit *edit, edit_choose_fn *choose, void *data,
			   const char *const *words, struct text *removed);

/*
 * All rules as they would be with the file as edited: now is what was read before. view is
 * valid as long as now and *parsed; the caller frees view->rules alone, and parsed with
 * config_free(). 0 or -ENOMEM.
 */
must_check int edit_preview(const struct edit *edit, const struct config *now,
			    struct config *parsed, struct config *view);

/*
 * Puts the file back: a new one beside it, with its mode and owner, on the disk before it takes
 * the name. Does nothing when nothing was changed. 0; -EFBIG when the file would be over
 * CONFIG_FILE_MAX; negative errno, and the file is what it was.
 */
must_check int edit_write(struct edit *edit);

/* What is to do once it is written. With errors, known or suspected, "apply" would refuse. */
const char *edit_next_step(bool has_errors);

/* Why edit_open() or edit_write() could not: a message for the verbs. */
void edit_explain(const struct edit *edit, int error, struct text *out);

#endif
