// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A host driver cannot bind a function that has a driver override, blacklisted or not.
 */
#include "cli/import/translation.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "core/match.h"
#include "host/machine/modprobe_conf.h"

#define INDEX_MAX ((size_t)16 * 1024 * 1024)
#define ALIAS_SIZE 80

struct reader {
	struct import *import;
	char *index; /* modules.alias */
};

/* As the kernel spells a function for modprobe: drivers/pci/pci-driver.c, pci_uevent(). */
static void format_alias(const struct pci_device *device, char out[ALIAS_SIZE])
{
	(void)snprintf(out, ALIAS_SIZE, "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X",
		       (unsigned int)device->id.vendor, (unsigned int)device->id.device,
		       (unsigned int)device->id.subvendor, (unsigned int)device->id.subdevice,
		       (unsigned int)(device->class >> 16 & 0xff),
		       (unsigned int)(device->class >> 8 & 0xff),
		       (unsigned int)(device->class & 0xff));
}

/* The last rule decides; imported rules are included. */
static bool is_taken(const struct import *import, const struct pci_device *device)
{
	const struct inputs *inputs = &import->machine->inputs;
	bool taken = false, excluded = false;
	size_t i;

	for (i = 0; i < inputs->config.count; i++)
		if (rule_selects(&inputs->config.rules[i], &inputs->devices, device)) {
			taken = true;
			excluded |= inputs->config.rules[i].exclude;
		}
	for (i = 0; i < import->rule_count; i++)
		taken |= import->rules[i].device == device;
	return taken && !excluded;
}

/* Counts the functions that one alias of the driver matches. */
static void count_matches(const struct import *import, const char *pattern, size_t *taken,
			  size_t *left)
{
	const struct pci_devices *devices = &import->machine->inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		char alias[ALIAS_SIZE];

		format_alias(&devices->list[i], alias);
		if (fnmatch(pattern, alias, 0))
			continue;
		if (is_taken(import, &devices->list[i]))
			++*taken;
		else
			++*left;
	}
}

/* Whether rules take all that the driver would. "alias pci:v000010DEd...i* nouveau" */
static bool is_needless(const struct import *import, const char *index, const char *driver)
{
	static const char head[] = "alias pci:";
	size_t taken = 0, left = 0;
	const char *line;

	for (line = index; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
		const char *name = line + strcspn(line, "\n"), *pattern = line + strlen("alias ");
		size_t length = (size_t)(name - line);
		cleanup_free char *copy = NULL;

		name = memrchr(line, ' ', length);
		if (strncmp(line, head, strlen(head)) || !name || name <= pattern ||
		    !text_is_name(name + 1, (size_t)(line + length - name - 1), driver))
			continue;
		copy = strndup(pattern, (size_t)(name - pattern));
		if (copy)
			count_matches(import, copy, &taken, &left);
	}
	return taken && !left;
}

/* What a package has blacklisted is left to it. */
static void see_directive(void *data, const struct modprobe_line *line)
{
	static const char etc[] = "/etc/";
	struct reader *reader = data;
	struct settings *settings = &reader->import->settings;
	struct text shown = { 0 };

	if (strcmp(line->command, "blacklist") || strncmp(line->file, etc, strlen(etc)) ||
	    !is_needless(reader->import, reader->index, line->module))
		return;
	text_printf(&shown, "blacklist %s", line->module);
	setting_add(settings, SETTING_MODPROBE, line->file, line->line, SETTING_LINE,
		    text_string(&shown), shown.length);
	settings->last->is_idle = true;
	settings->last->last_line = line->last;
	setting_cut(settings, line->start, line->end);
	text_free(&shown);
}

void import_look_for_blacklists(struct import *import)
{
	struct reader reader = { .import = import };
	char path[FS_PATH_SIZE];
	size_t length;
	int r;

	if (fs_path(path, "lib/modules/%s/modules.alias", import->machine->inputs.kernel) ||
	    fs_read(import->machine->fs, path, INDEX_MAX, &reader.index, &length))
		return; /* the devices of a driver are unknown */
	r = modprobe_conf_read(import->machine->fs, see_directive, &reader);
	if (r)
		import->error = r;
	free(reader.index);
}
