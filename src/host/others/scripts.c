// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scripts that an image runs before udev.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"

/* A script may set driver_override for a twin, or anything else. */
static void see_script(struct settings *settings, const char *path, const char *name)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	size_t length = 0;

	(void)name;
	if (!settings_read(settings, path, &content, &length) ||
	    !memmem(content, length, "vfio", 4))
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	setting_add(settings, SETTING_SCRIPT, file, 0, SETTING_FILE, "", 0);
	setting_problem(settings, settings->last, "a script about vfio is not translated");
}

void settings_look_for_scripts(struct settings *settings)
{
	settings_each_file(settings, "etc/initramfs-tools/scripts/init-top", "", see_script);
	settings_each_file(settings, "etc/initramfs-tools/scripts/init-premount", "", see_script);
}
