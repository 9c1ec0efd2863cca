/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What to do with the settings that import has found, and which commands to run then.
 */
#ifndef VFIO_PREBIND_IMPORT_ADVICE_H
#define VFIO_PREBIND_IMPORT_ADVICE_H

#include "cli/import/translation.h"

/* "delete the line", "remove", "delete the file", "leave"; for --json "" where nothing is to do
 */
const char *import_action(const struct import *import, const struct setting *setting);

typedef void import_command_fn(void *data, const char *command);

/* Calls see for each command, in their order, when anything is to be deleted. */
void import_commands(const struct import *import, import_command_fn *see, void *data);

/* What has changed, as far as the commands depend on it. Starts as { 0 }. */
struct import_places {
	bool has_any;
	bool has_grub;
	bool has_cmdline;
};

void import_places_add(struct import_places *places, const char *file);
void import_places_commands(const struct import_places *places, struct fs *fs,
			    import_command_fn *see, void *data);

#endif
