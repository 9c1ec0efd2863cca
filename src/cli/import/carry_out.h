/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Executes and undoes the deletions that import lists, with messages.
 */
#ifndef VFIO_PREBIND_IMPORT_CARRY_OUT_H
#define VFIO_PREBIND_IMPORT_CARRY_OUT_H

#include "cli/import/translation.h"
#include "host/base/cli.h"

/*
 * Deletes those settings that can be deleted. is_added: the rules were just added. Unless forced,
 * refuses if a device would lose what binds it and has no rule.
 */
enum status import_apply(struct import *import, bool is_added, bool force);

/* Undoes the last import_apply() on the machine below sysroot. */
enum status import_undo(const char *sysroot);

#endif
