// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Kernel command lines, the running one and those in files, and dracut.conf.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/import.h"
#include "cli/import/shell_words.h"
#include "core/cmdline.h"
#include "host/machine/modprobe_conf.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)1024 * 1024)

/* One file while it is read. */
struct reader {
	struct import *import;
	const char *file;
};

/* Directories whose files of this suffix are read, in byte order; or, without one, files. */
static const struct place {
	const char *path;
	const char *suffix;
	bool is_shell;
} places[] = {
	{ "etc/default/grub", NULL, true },
	{ "etc/default/grub.d", ".cfg", true },
	{ "etc/kernel/cmdline", NULL, false },
	{ "boot/loader/entries", ".conf", false },
	{ "boot/efi/loader/entries", ".conf", false },
	{ "efi/loader/entries", ".conf", false },
	{ "etc/dracut.conf", NULL, true },
	{ "etc/dracut.conf.d", ".conf", true },
};

/* Parameters whose value is a list of modules to be loaded. */
static const char *const loading[] = { "rd.driver.pre", "rd.driver.post", "modules_load",
				       "rd.modules_load" };

static const char *const dracut_lists[] = { "force_drivers", "add_drivers", "drivers",
					    "filesystems" };

static bool is_one_of(const char *name, size_t length, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (module_name_is(name, length, list[i]))
			return true;
	return false;
}

/* How many modules of vfio are in the list, and of others. */
static void count_modules(const char *list, size_t *vfio, size_t *others)
{
	*vfio = *others = 0;
	while (*list) {
		size_t length = strcspn(list, ",");

		if (import_is_vfio(list, length))
			++*vfio;
		else
			++*others;
		list += length + (list[length] == ',');
	}
}

static void see_list(struct import *import, const char *file, unsigned int line, const char *word,
		     const char *value)
{
	struct text shown = { 0 };
	size_t vfio, others;

	count_modules(value, &vfio, &others);
	if (!vfio)
		return;
	text_printf(&shown, "%s%s", others ? "the modules of vfio in " : "", word);
	import_find_add(import, file, line, IMPORT_WORD, text_string(&shown), shown.length);
	import->last->is_idle = true;
	if (text_error(&shown))
		import->error = text_error(&shown);
	text_free(&shown);
}

/* A word of a kernel command line; name is [word, word + length). */
static void see_parameter(struct import *import, const char *file, unsigned int line,
			  const char *word, size_t length)
{
	const char *value = word[length] ? word + length + 1 : "";

	if (module_name_is(word, length, "vfio_pci.ids")) {
		import_find_add(import, file, line, IMPORT_WORD, word, strlen(word));
		import_ids(import, value, strlen(value));
	} else if (is_one_of(word, length, loading, ARRAY_SIZE(loading))) {
		see_list(import, file, line, word, value);
	}
}

/* Several modules of a line are one find. */
static void see_module(struct import *import, const char *file, const struct conf_word *word)
{
	struct import_find *last = import->find_count ? import->last : NULL;

	if (last && last->is_idle && last->line == word->line &&
	    !strcmp(text_string(&last->file), file)) {
		text_puts(&last->text, " ");
		import_plain(&last->text, word->text, strlen(word->text));
		return;
	}
	import_find_add(import, file, word->line, IMPORT_WORD, word->text, strlen(word->text));
	import->last->is_idle = true;
}

static void see_word(void *data, const struct conf_word *word)
{
	const struct reader *reader = data;

	if (is_one_of(word->variable, strlen(word->variable), dracut_lists,
		      ARRAY_SIZE(dracut_lists))) {
		if (import_is_vfio(word->text, strlen(word->text)))
			see_module(reader->import, reader->file, word);
		return;
	}
	see_parameter(reader->import, reader->file, word->line, word->text,
		      strcspn(word->text, "="));
}

static void read_file(struct import *import, const char *path, bool is_shell)
{
	struct text shown = { 0 };
	struct reader reader = { .import = import };
	cleanup_free char *content = NULL;
	size_t length = 0;
	int r = fs_read(import->machine->fs, path, FILE_MAX, &content, &length);

	if (r) {
		import_unreadable(import, path, r);
		return;
	}
	text_printf(&shown, "/%s", path);
	reader.file = text_string(&shown);
	r = text_error(&shown);
	if (!r)
		r = conf_words(content, length, is_shell, see_word, &reader);
	if (r)
		import->error = r;
	text_free(&shown);
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t length = strlen(name);

	return length > strlen(suffix) && !strcmp(name + length - strlen(suffix), suffix);
}

static void read_directory(struct import *import, const struct place *place)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(import->machine->fs, place->path, &names, &count);

	if (r)
		import_unreadable(import, place->path, r);
	for (i = 0; i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!has_suffix(names[i], place->suffix))
			continue;
		r = fs_path(path, "%s/%s", place->path, names[i]);
		if (r)
			import_unreadable(import, place->path, r);
		else
			read_file(import, path, place->is_shell);
	}
	fs_free_names(names, count);
}

static void see_running(void *data, const char *word, const char *name, const char *value)
{
	size_t quote = *word == '"'; /* of the word as a whole */
	size_t length = strlen(word + quote);
	struct import *import = data;
	cleanup_free char *inner = NULL;

	(void)name;
	(void)value;
	inner = strndup(word + quote, length - (quote && length && word[length] == '"'));
	if (!inner)
		import->error = -ENOMEM;
	else
		see_parameter(import, CMDLINE_NAME, 0, inner, strcspn(inner, "="));
}

static void look_at_running(struct import *import)
{
	cleanup_free char *content = NULL;
	size_t length;
	int r = fs_read(import->machine->fs, CMDLINE_PATH, CMDLINE_MAX, &content, &length);

	if (!r)
		r = cmdline_words(import->machine->fs, see_running, import);
	import_unreadable(import, CMDLINE_PATH, r);
}

void import_look_for_words(struct import *import)
{
	size_t i;

	look_at_running(import);
	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (places[i].suffix)
			read_directory(import, &places[i]);
		else
			read_file(import, places[i].path, places[i].is_shell);
}
