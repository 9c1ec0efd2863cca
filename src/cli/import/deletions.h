/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Computes the files without the settings that import lists; writes nothing.
 */
#ifndef VFIO_PREBIND_IMPORT_DELETIONS_H
#define VFIO_PREBIND_IMPORT_DELETIONS_H

#include "cli/import/journal.h"
#include "cli/import/translation.h"

/* Whether it should be deleted, and its bytes in the file are known. */
bool deletion_is_known(const struct setting *setting);

/*
 * The changes for all settings that can be translated and whose bytes are known; sets their
 * is_deleted. A package's file stays: a copy below /etc hides it. 0 or negative errno;
 * changes_free() in any case.
 */
must_check int deletions_plan(struct import *import, struct changes *changes);

/* Text without [start, end) of the cuts, which may overlap. 0; -ERANGE beyond length; -ENOMEM. */
must_check int text_without(const char *text, size_t length, struct setting_cut *cuts, size_t count,
			    struct change_content *out);

#endif
