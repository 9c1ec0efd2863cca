// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the configuration that the boot stage has kept.
 */
#include "host/machine/memory.h"

#include <errno.h>

#include "core/report.h"
#include "host/image/pin.h"
#include "host/machine/boot_report.h"

#define PATH REPORT_DIRECTORY "/" MEMORY_NAME

#define PINNED_NOW ": each line is pinned to the card that is in its place now"

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

/* The boot stage writes it for every configuration, unless vfio_prebind.enable=0. */
static int tell_missing(struct fs *fs, const struct config *config, struct diagnostics *warnings)
{
	struct boot_report booted = { 0 };
	bool is_missed = false;
	size_t i;
	int r = boot_report_read(fs, &booted);

	for (i = 0; !r && *booted.digest && i < config->count; i++)
		is_missed |= pin_is_wanted(&config->rules[i]) &&
			     config->rules[i].id.vendor == PCI_ANY;
	boot_report_free(&booted);
	if (is_missed)
		return diagnostics_add(warnings, "/" PATH, 0, 0, "is missing" PINNED_NOW);
	return r == -ENOMEM ? r : 0;
}

int memory_read(struct fs *fs, const struct config *config, struct config *memory,
		struct diagnostics *warnings)
{
	cleanup_free char *text = NULL;
	size_t length = 0;
	int r = fs_read(fs, PATH, IMAGE_FILE_MAX, &text, &length);

	if (!r && !length)
		return 0; /* nothing was configured */
	if (!r)
		return parse(text, length, memory, warnings);
	if (r == -ENOENT)
		return tell_missing(fs, config, warnings);
	return diagnostics_add_error(warnings, "/" PATH, "cannot be read" PINNED_NOW, r);
}

int memory_replace(struct fs *fs, const char *text, size_t length)
{
	if (!fs_exists(fs, PATH))
		return 0;
	return fs_replace(fs, REPORT_DIRECTORY, MEMORY_NAME, 0600, text, length);
}
