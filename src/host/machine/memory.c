// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads what the boot stage has left.
 */
#include "host/machine/memory.h"

#include <errno.h>

#include "core/report.h"

#define PATH REPORT_DIRECTORY "/" MEMORY_NAME

#define PINNED_NOW ": each line is pinned to the card in its place now"

static int parse(const char *text, size_t length, struct config *memory,
		 struct diagnostics *warnings)
{
	struct diagnostics ignored = { 0 };
	int r = config_add_file(memory, &ignored, "/" PATH, text, length, CONFIG_IMAGE);

	diagnostics_free(&ignored);
	if (r || (!memory->unreadable && memory->digest))
		return r;
	config_free(memory);
	return diagnostics_add(warnings, "/" PATH, 0, 0, "is damaged and ignored" PINNED_NOW);
}

int memory_read(struct fs *fs, struct config *memory, struct diagnostics *warnings)
{
	cleanup_free char *text = NULL;
	size_t length = 0;
	int r = fs_read(fs, PATH, IMAGE_FILE_MAX, &text, &length);

	if (!r)
		return parse(text, length, memory, warnings);
	if (r == -ENOENT || r == -ENOMEM)
		return r == -ENOENT ? 0 : r;
	return diagnostics_add_error(warnings, "/" PATH, "cannot be read" PINNED_NOW, r);
}
