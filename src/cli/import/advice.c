// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Advises what to delete, and which commands make it effective.
 */
#include "cli/import/advice.h"

#include <stdio.h>
#include <string.h>

#include "host/base/spawn.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/refresh.h"
#include "host/loader/removal.h"

const char *import_action(const struct import *import, const struct setting *setting)
{
	static const char *const actions[] = {
		[SETTING_LINE] = "delete the line",
		[SETTING_WORD] = "remove",
		[SETTING_FILE] = "delete the file",
	};

	if (setting->problem.length)
		return "leave";
	return setting->source == SETTING_CMDLINE && setting_is_in_file(&import->settings, setting)
		       ? ""
		       : actions[setting->cure];
}

static void see_grubby(const struct import *import, const struct setting *setting,
		       import_command_fn *see, void *data)
{
	struct text command = { 0 };

	if (!run_has(import->machine->fs, "grubby") ||
	    !loader_word_is_tame(text_string(&setting->text), setting->text.length))
		return;
	text_printf(&command, "grubby --update-kernel=ALL --remove-args='%s'",
		    text_string(&setting->text));
	if (!text_error(&command))
		see(data, text_string(&command));
	text_free(&command);
}

void import_places_add(struct import_places *places, const char *file)
{
	static const char grub[] = "/etc/default/grub", cmdline[] = "/etc/kernel/cmdline";

	places->has_any = true;
	places->has_grub |= !strncmp(file, grub, strlen(grub));
	places->has_cmdline |= !strcmp(file, cmdline);
}

/* If unknown, apply rebuilds the images and reports what fails. */
static void see_refresh(struct fs *fs, import_command_fn *see, void *data)
{
	struct refresh_commands commands = { 0 };
	size_t i;

	if (refresh_find(fs, &commands))
		commands.count = 0;
	for (i = 0; i < commands.count; i++) {
		struct text line = { 0 };

		refresh_show(commands.list[i], &line);
		see(data, text_string(&line));
		text_free(&line);
	}
	refresh_free(&commands);
}

void import_places_commands(const struct import_places *places, struct fs *fs,
			    import_command_fn *see, void *data)
{
	if (places->has_grub)
		see(data, grub_command(fs));
	if (places->has_cmdline)
		see_refresh(fs, see, data);
	if (places->has_any) {
		see(data, "vfio-prebind apply");
		see(data, "reboot");
	}
}

void import_commands(const struct import *import, import_command_fn *see, void *data)
{
	struct import_places places = { 0 };
	size_t i;

	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];

		if (setting->problem.length)
			continue;
		import_places_add(&places, text_string(&setting->file));
		if (setting->source == SETTING_CMDLINE &&
		    !setting_is_in_file(&import->settings, setting))
			see_grubby(import, setting, see, data);
	}
	import_places_commands(&places, import->machine->fs, see, data);
}
