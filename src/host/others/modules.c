// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of modules to load, with options after the name.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/machine/modprobe_conf.h"
#include "host/others/look.h"

#define BLANKS " \t\r\v\f"

/* One line; text is NUL-terminated, and start its first byte in the file. */
struct list_line {
	const char *file;
	unsigned int number;
	const char *text;
	size_t start, end; /* its bytes, including the newline */
};

static void add_line(struct settings *settings, const struct list_line *line, const char *shown)
{
	setting_add(settings, SETTING_MODULES, line->file, line->number, SETTING_LINE, shown,
		    strlen(shown));
	setting_cut(settings, line->start, line->end);
}

/*
 * The options of vfio_pci: options other than ids= stay, and with them the line. A line that is
 * deleted whole is shown whole. Nothing is added when there is no ids=.
 */
static void see_options(struct settings *settings, const struct list_line *line, const char *shown,
			const char *options)
{
	size_t others = 0, length;
	const char *at;

	for (at = options; *(at += strspn(at, BLANKS)); at += strcspn(at, BLANKS))
		others += strncmp(at, "ids=", 4) != 0;
	for (at = options; *(at += strspn(at, BLANKS)); at += length) {
		size_t start = line->start + (size_t)(at - line->text);

		length = strcspn(at, BLANKS);
		if (strncmp(at, "ids=", 4))
			continue;
		if (others) {
			setting_add(settings, SETTING_MODULES, line->file, line->number,
				    SETTING_WORD, at, length);
			setting_cut(settings, start - 1, start + length);
		} else {
			add_line(settings, line, shown);
		}
		setting_give_ids(settings, at + 4, length - 4);
	}
}

/*
 * A modprobe.d line in a list of modules, as old guides recommend: it has no effect there, but its
 * meaning is clear.
 */
static bool is_misplaced(const char *word, size_t length)
{
	return text_is(word, length, "options") || text_is(word, length, "softdep");
}

static void see_module(struct settings *settings, const struct list_line *line)
{
	const char *shown = line->text + strspn(line->text, BLANKS), *module = shown;
	size_t before = settings->count, length = strcspn(shown, BLANKS);

	if (is_misplaced(shown, length)) {
		if (!strstr(shown, "vfio"))
			return;
		module += length + strspn(shown + length, BLANKS);
		length = strcspn(module, BLANKS);
	} else if (!module_is_vfio(shown, length)) {
		return;
	}
	if (text_is_name(module, length, RULE_DRIVER_DEFAULT))
		see_options(settings, line, shown, module + length);
	if (settings->count == before) {
		add_line(settings, line, shown);
		settings->last->is_idle = true;
	}
	if (module != shown)
		setting_no_effect(settings, settings->last,
				  "such lines belong in /etc/modprobe.d, not in a list of modules");
}

static void read_modules(struct settings *settings, const char *path)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	struct list_line line = { .file = file, .number = 1 };
	size_t length = 0;
	char *at, *end, *stop;

	if (!settings_read(settings, path, &content, &length))
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	for (at = content; at < content + length; at = stop + 1, line.number++) {
		stop = memchr(at, '\n', (size_t)(content + length - at));
		line.start = (size_t)(at - content);
		line.end = stop ? (size_t)(stop + 1 - content) : length;
		if (!stop)
			stop = content + length;
		*stop = '\0';
		for (end = at; end < stop; end++)
			if (!*end) /* so that what follows it is not lost */
				*end = '\t';
		at[strcspn(at, "#")] = '\0';
		line.text = at;
		if (at[strspn(at, BLANKS)] != ';')
			see_module(settings, &line);
	}
}

static void see_modules_load(struct settings *settings, const char *path, const char *name)
{
	char target[FS_PATH_SIZE];

	(void)name;
	/* Debian's modules.conf is /etc/modules, which is read by itself */
	if (!fs_read_link(settings->machine->fs, path, target, sizeof(target)) &&
	    !strcmp(target, "../modules"))
		return;
	read_modules(settings, path);
}

void settings_look_for_lists(struct settings *settings)
{
	read_modules(settings, "etc/initramfs-tools/modules");
	read_modules(settings, "etc/modules");
	settings_each_file(settings, "etc/modules-load.d", ".conf", see_modules_load);
}
