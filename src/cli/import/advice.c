// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Advice: what has to go, and what makes that count.
 */
#include "cli/import/advice.h"

#include <stdio.h>
#include <string.h>

#include "host/base/spawn.h"
#include "host/loader/removal.h"

const char *import_action(const struct import *import, const struct setting *setting)
{
	static const char *const actions[] = {
		[SETTING_LINE] = "delete the line",
		[SETTING_WORD] = "take out",
		[SETTING_FILE] = "delete the file",
	};

	if (setting->problem.length)
		return "leave";
	return setting->source == SETTING_RUNNING && setting_is_in_file(&import->settings, setting)
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

void import_commands(const struct import *import, import_command_fn *see, void *data)
{
	static const char grub[] = "/etc/default/grub", cmdline[] = "/etc/kernel/cmdline";
	bool has_grub = false, has_cmdline = false, has_any = false;
	size_t i;

	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];

		if (setting->problem.length)
			continue;
		has_any = true;
		has_grub |= !strncmp(text_string(&setting->file), grub, strlen(grub));
		has_cmdline |= !strcmp(text_string(&setting->file), cmdline);
		if (setting->source == SETTING_RUNNING &&
		    !setting_is_in_file(&import->settings, setting))
			see_grubby(import, setting, see, data);
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
