/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is to be done with what import has found, and what is to be run then.
 */
#ifndef VFIO_PREBIND_IMPORT_ADVICE_H
#define VFIO_PREBIND_IMPORT_ADVICE_H

#include "cli/import/translation.h"

/* "delete the line", "take out", "delete the file", "leave"; for --json "" where nothing is to do
 */
const char *import_action(const struct import *import, const struct setting *setting);

/* Calls see for each command, in their order, when anything is to be deleted. */
typedef void import_command_fn(void *data, const char *command);
void import_commands(const struct import *import, import_command_fn *see, void *data);

#endif
