/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Does the deletions that import lists, and takes them back, with messages.
 */
#ifndef VFIO_PREBIND_IMPORT_CARRY_OUT_H
#define VFIO_PREBIND_IMPORT_CARRY_OUT_H

#include "cli/import/translation.h"
#include "host/base/cli.h"

/*
 * Deletes what can be deleted of what was found. is_added: the rules were just added. Unless
 * forced, it is refused as long as a device would lose what binds it and has no rule.
 */
enum status import_apply(struct import *import, bool is_added, bool force);

/* Takes back what the last import_apply() on the machine below sysroot did. */
enum status import_undo(const char *sysroot);

#endif
