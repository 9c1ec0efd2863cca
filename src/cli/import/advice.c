// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Advice: what has to go, and what makes that count.
 */
#include "cli/import/advice.h"

#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "host/base/spawn.h"
#include "host/loader/removal.h"

void import_place(const struct import_find *find, struct text *out)
{
	text_puts(out, text_string(&find->file));
	if (find->line)
		text_printf(out, ":%u", find->line);
}

bool import_is_running(const struct import_find *find)
{
	return !strcmp(text_string(&find->file), CMDLINE_NAME);
}

/* Whether a file has the word of the running kernel's command line, and so brings it. */
static bool is_from_file(const struct import *import, const struct import_find *find)
{
	size_t i;

	for (i = 0; i < import->find_count; i++)
		if (!import_is_running(&import->finds[i]) && import->finds[i].cure == IMPORT_WORD &&
		    !strcmp(text_string(&import->finds[i].text), text_string(&find->text)))
			return true;
	return false;
}

const char *import_action(const struct import *import, const struct import_find *find)
{
	static const char *const actions[] = {
		[IMPORT_LINE] = "delete the line",
		[IMPORT_WORD] = "take out",
		[IMPORT_FILE] = "delete the file",
	};

	if (find->problem.length)
		return "leave";
	return import_is_running(find) && is_from_file(import, find) ? "" : actions[find->cure];
}

static void see_grubby(const struct import *import, const struct import_find *find,
		       import_command_fn *see, void *data)
{
	struct text command = { 0 };

	if (!run_has(import->machine->fs, "grubby") ||
	    !loader_word_is_tame(text_string(&find->text), find->text.length))
		return;
	text_printf(&command, "grubby --update-kernel=ALL --remove-args='%s'",
		    text_string(&find->text));
	if (!text_error(&command))
		see(data, text_string(&command));
	text_free(&command);
}

void import_commands(const struct import *import, import_command_fn *see, void *data)
{
	static const char grub[] = "/etc/default/grub", cmdline[] = "/etc/kernel/cmdline";
	bool has_grub = false, has_cmdline = false, has_any = false;
	size_t i;

	for (i = 0; i < import->find_count; i++) {
		const struct import_find *find = &import->finds[i];

		if (find->problem.length)
			continue;
		has_any = true;
		has_grub |= !strncmp(text_string(&find->file), grub, strlen(grub));
		has_cmdline |= !strcmp(text_string(&find->file), cmdline);
		if (import_is_running(find) && !is_from_file(import, find))
			see_grubby(import, find, see, data);
	}
	if (has_grub)
		see(data, loader_grub_command(import->machine->fs));
	if (has_cmdline)
		see(data, "kernel-install add-all");
	if (has_any) {
		see(data, "vfio-prebind apply");
		see(data, "reboot");
	}
}
