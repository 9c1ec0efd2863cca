/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration file as lines that can be edited: /etc/vfio-prebind.conf is read, changed in
 * memory and replaced as a whole. The caller holds the machine's lock (host/base/lock.h). Lines
 * that are not edited keep every byte, even those with errors. Decides nothing and prints nothing.
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
	const char *name; /* "/etc/vfio-prebind.conf", or one of its drop-ins for a preview */
	int directory;    /* etc below the root */
	struct text text; /* the edited file */
	bool is_changed;
};

/*
 * Starts from the file as the machine was read; a missing file is empty. 0; -ELOOP when the file is
 * a symbolic link, which is never written through; -EINVAL when it is not a regular file; -EFBIG
 * over CONFIG_FILE_MAX; negative errno. edit_close() in any case.
 */
must_check int edit_open(struct edit *edit, const char *sysroot, const struct config_file *file);
void edit_close(struct edit *edit);

/* Adds a line, without its newline, at the end. 0 or -ENOMEM. */
must_check int edit_append(struct edit *edit, const char *line);

/* What a line at the end has without options: the values of the "set" lines above it. */
void edit_defaults(const struct edit *edit, struct rule *defaults);

/* Whether to remove a selector; exclude: it is on a line with "!". */
typedef bool edit_choose_fn(void *data, const struct selector *selector, bool exclude);

/*
 * Removes each selector that choose selects from the lines that contain all of words (NULL: from
 * all lines), and a line whose last selector goes. Writes what was removed, a line each, to
 * removed. 0 or -ENOMEM.
 */
must_check int edit_remove(struct edit *edit, edit_choose_fn *choose, void *data,
			   const char *const *words, struct text *removed);

/*
 * All rules as they would be with the edited file: now is the configuration as read. view is valid
 * as long as now and *parsed; the caller frees view->rules alone, and parsed with config_free(). 0
 * or -ENOMEM.
 */
must_check int edit_preview(const struct edit *edit, const struct config *now,
			    struct config *parsed, struct config *view);

/*
 * Replaces the file by a new one with its mode and owner, synced before it is renamed. Does nothing
 * if nothing was changed. 0; -EFBIG when the file would exceed CONFIG_FILE_MAX; negative errno, and
 * then the file is unchanged.
 */
must_check int edit_write(struct edit *edit);

/* The next step after it is written. With errors, known or suspected, "apply" would refuse. */
const char *edit_next_step(bool has_errors);

/* Why edit_open() or edit_write() failed: a message for the verbs. */
void edit_explain(const struct edit *edit, int error, struct text *out);

#endif
