// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of settings.
 */
#include "host/others/settings.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/error.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)1024 * 1024)

/* Length shown of a line or a word; a whole one could fill the screen. */
#define SHOWN_MAX ((size_t)400)

/* No person has more than this; the algorithms that read them are quadratic. */
#define SETTINGS_MAX 1000

void setting_plain(struct text *out, const char *text, size_t length)
{
	size_t start = out->length, i;

	for (i = 0; i < length; i++)
		text_add(out, text[i] == '\t' ? " " : &text[i], 1);
	if (out->length > start)
		text_plain(out->data + start, out->length - start, "");
}

static void add_shown(struct text *out, const char *text, size_t length)
{
	setting_plain(out, text, length < SHOWN_MAX ? length : SHOWN_MAX);
	text_puts(out, length < SHOWN_MAX ? "" : "...");
}

static void free_setting(struct setting *setting)
{
	text_free(&setting->file);
	text_free(&setting->text);
	text_free(&setting->whole);
	text_free(&setting->ids);
	text_free(&setting->no_effect);
	text_free(&setting->problem);
	free(setting->cuts);
	free(setting->rules);
	free(setting->named);
}

struct setting *setting_add(struct settings *settings, enum setting_source source, const char *file,
			    unsigned int line, enum setting_cure cure, const char *text,
			    size_t length)
{
	struct setting *list = NULL;

	if (settings->count < SETTINGS_MAX)
		list = realloc(settings->list, (settings->count + 1) * sizeof(*list));
	if (list) {
		settings->list = list;
		settings->last = &list[settings->count++];
	} else {
		settings->error = settings->count < SETTINGS_MAX ? -ENOMEM : -E2BIG;
		free_setting(&settings->spare);
		settings->last = &settings->spare;
	}
	*settings->last =
		(struct setting){ .source = source, .line = line, .last_line = line, .cure = cure };
	setting_plain(&settings->last->file, file, strlen(file));
	add_shown(&settings->last->text, text, length);
	return settings->last;
}

void setting_cut(struct settings *settings, size_t start, size_t end)
{
	struct setting *last = settings->last;
	struct setting_cut *cuts;

	if (start >= end)
		return;
	cuts = realloc(last->cuts, (last->cut_count + 1) * sizeof(*cuts));
	if (!cuts) {
		settings->error = -ENOMEM;
		return;
	}
	last->cuts = cuts;
	cuts[last->cut_count++] = (struct setting_cut){ start, end };
}

void setting_give_ids(struct settings *settings, const char *value, size_t length)
{
	text_add(&settings->last->ids, value, length);
}

void setting_give(struct settings *settings, const struct rule *rule)
{
	struct setting *last = settings->last;
	struct rule *rules = realloc(last->rules, (last->rule_count + 1) * sizeof(*rules));

	if (!rules) {
		settings->error = -ENOMEM;
		return;
	}
	last->rules = rules;
	rules[last->rule_count++] = *rule;
}

void setting_name(struct settings *settings, const struct pci_address *address)
{
	struct setting *last = settings->last;
	struct pci_address *named = realloc(last->named, (last->named_count + 1) * sizeof(*named));

	if (!named) {
		settings->error = -ENOMEM;
		return;
	}
	last->named = named;
	named[last->named_count++] = *address;
}

static void add_reason(struct settings *settings, struct text *out, const char *format,
		       va_list args)
{
	char *reason;
	int length = vasprintf(&reason, format, args);

	if (length < 0) {
		settings->error = -ENOMEM;
		return;
	}
	text_puts(out, out->length ? "; " : "");
	setting_plain(out, reason, (size_t)length);
	free(reason);
}

void setting_problem(struct settings *settings, struct setting *setting, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_reason(settings, &setting->problem, format, args);
	va_end(args);
}

void setting_no_effect(struct settings *settings, struct setting *setting, const char *format, ...)
{
	va_list args;

	if (setting->no_effect.length)
		return;
	va_start(args, format);
	add_reason(settings, &setting->no_effect, format, args);
	va_end(args);
}

void settings_unreadable(struct settings *settings, const char *path, int error)
{
	struct text shown = { 0 };

	if (error == -ENOMEM)
		settings->error = error;
	if (!error || error == -ENOENT || error == -ENOMEM)
		return;
	text_printf(&shown, "/%s", path);
	setting_add(settings, SETTING_UNREADABLE, text_string(&shown), 0, SETTING_FILE, "", 0);
	setting_problem(settings, settings->last, "cannot be read: %s", error_text(error));
	text_free(&shown);
}

bool settings_read(struct settings *settings, const char *path, char **content, size_t *length)
{
	int r = fs_read(settings->machine->fs, path, FILE_MAX, content, length);

	settings_unreadable(settings, path, r);
	return !r;
}

/* Whether an earlier directory has a file, or any link, of this name. */
static bool is_hidden(struct fs *fs, const char *const *directories, size_t count, const char *name)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	size_t i;

	for (i = 0; i < count; i++)
		if (!fs_path(path, "%s/%s", directories[i], name) &&
		    (fs_exists(fs, path) || !fs_read_link(fs, path, target, sizeof(target))))
			return true;
	return false;
}

static bool is_masked(struct fs *fs, const char *path)
{
	char target[FS_PATH_SIZE];

	return !fs_read_link(fs, path, target, sizeof(target)) && !strcmp(target, "/dev/null");
}

/* The last of count directories. */
static void read_directory(struct settings *settings, const char *const *directories, size_t count,
			   const char *suffix, setting_file_fn *see)
{
	struct fs *fs = settings->machine->fs;
	const char *directory = directories[count - 1];
	char **names = NULL;
	size_t found = 0, i;
	int r = fs_list(fs, directory, &names, &found);

	settings_unreadable(settings, directory, r);
	for (i = 0; i < found; i++) {
		char path[FS_PATH_SIZE];

		if (!drop_in_counts(names[i], suffix) ||
		    is_hidden(fs, directories, count - 1, names[i]))
			continue;
		r = fs_path(path, "%s/%s", directory, names[i]);
		if (r)
			settings_unreadable(settings, directory, r);
		else if (!is_masked(fs, path))
			see(settings, path, names[i]);
	}
	fs_free_names(names, found);
}

void settings_each_unhidden(struct settings *settings, const char *const *directories, size_t count,
			    const char *suffix, setting_file_fn *see)
{
	size_t i;

	for (i = 1; i <= count; i++)
		read_directory(settings, directories, i, suffix, see);
}

void settings_each_file(struct settings *settings, const char *directory, const char *suffix,
			setting_file_fn *see)
{
	read_directory(settings, &directory, 1, suffix, see);
}

void setting_place(const struct setting *setting, struct text *out)
{
	text_puts(out, text_string(&setting->file));
	if (setting->line)
		text_printf(out, ":%u", setting->line);
}

bool setting_is_in_file(const struct settings *settings, const struct setting *setting)
{
	size_t i;

	for (i = 0; i < settings->count; i++)
		if (settings->list[i].source == SETTING_LOADER &&
		    settings->list[i].cure == SETTING_WORD &&
		    !strcmp(text_string(&settings->list[i].text), text_string(&setting->text)))
			return true;
	return false;
}

int settings_error(const struct settings *settings)
{
	size_t i;

	for (i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];

		if (text_error(&setting->file) || text_error(&setting->text) ||
		    text_error(&setting->whole) || text_error(&setting->ids) ||
		    text_error(&setting->no_effect) || text_error(&setting->problem))
			return -ENOMEM;
	}
	return 0;
}

void settings_free(struct settings *settings)
{
	size_t i;

	for (i = 0; i < settings->count; i++)
		free_setting(&settings->list[i]);
	free_setting(&settings->spare);
	free(settings->list);
}
