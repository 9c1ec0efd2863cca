// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scripts that bind devices in an image: those of initramfs-tools, and modules and hooks of dracut.
 */
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"
#include "host/others/mentions.h"

static const char *const initramfs[] = {
	"etc/initramfs-tools/scripts/init-top",
	"etc/initramfs-tools/scripts/init-premount",
	"usr/share/initramfs-tools/scripts/init-top",
	"etc/initramfs-tools/hooks",
	"usr/share/initramfs-tools/scripts/init-premount",
};

/* Of directories: a module, or the hooks of one time, each. */
static const char *const dracut[] = { "usr/lib/dracut/modules.d", "usr/lib/dracut/hooks",
				      "var/lib/dracut/hooks" };

static void see_script(struct settings *settings, const char *path, const char *name)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	unsigned int line;
	size_t length = 0;

	if (strstr(name, "vfio-prebind") || !settings_read(settings, path, &content, &length))
		return;
	line = mentions_binding(content, length);
	if (!line)
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	setting_add(settings, SETTING_SCRIPT, file, line, SETTING_FILE, "", 0);
	mentions_refuse(settings, "a script that binds devices", content, length);
}

static void see_directory(struct settings *settings, const char *path, const char *name)
{
	if (!strstr(name, "vfio-prebind"))
		settings_each_file(settings, path, "", see_script);
}

void settings_look_for_scripts(struct settings *settings)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(initramfs); i++)
		settings_each_file(settings, initramfs[i], "", see_script);
	for (i = 0; i < ARRAY_SIZE(dracut); i++)
		settings_each_file(settings, dracut[i], "", see_directory);
}
