/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the deletions that import lists make of the files: nothing is written here.
 */
#ifndef VFIO_PREBIND_IMPORT_DELETIONS_H
#define VFIO_PREBIND_IMPORT_DELETIONS_H

#include "cli/import/journal.h"
#include "cli/import/translation.h"

/* Whether it is to be deleted, and known what of its file that is. */
bool deletion_is_known(const struct setting *setting);

/*
 * The changes of all settings that can be translated, of which it is known what to delete; these
 * become is_deleted. A file of a package stays: a copy below /etc hides it. 0 or negative errno;
 * changes_free() in any case.
 */
must_check int deletions_plan(struct import *import, struct changes *changes);

/* Text without [start, end) of the cuts, which may overlap. 0; -ERANGE beyond length; -ENOMEM. */
must_check int text_without(const char *text, size_t length, struct setting_cut *cuts, size_t count,
			    struct change_content *out);

#endif
