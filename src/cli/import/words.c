// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Kernel command lines, the running one and those in files, and dracut.conf.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/finds.h"
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
		if (text_is_name(name, length, list[i]))
			return true;
	return false;
}

/* How many modules of vfio are in the list, and of others. */
static void count_modules(const char *list, size_t length, size_t *vfio, size_t *others)
{
	const char *end = list + length, *comma;

	*vfio = *others = 0;
	for (; list < end; list = comma + 1) {
		comma = memchr(list, ',', (size_t)(end - list));
		if (!comma)
			comma = end;
		if (module_is_vfio(list, (size_t)(comma - list)))
			++*vfio;
		else
			++*others;
	}
}

/* Without its quotes, which a file may have in other places. */
static void add_word(const struct cmdline_word *word, struct text *out)
{
	text_add(out, word->name, word->name_length);
	if (!word->has_value)
		return;
	text_puts(out, "=");
	text_add(out, word->value, word->value_length);
}

static void see_list(struct import *import, const char *file, unsigned int line,
		     const struct cmdline_word *word, struct text *shown)
{
	size_t vfio, others;

	count_modules(word->value, word->value_length, &vfio, &others);
	if (!vfio)
		return;
	text_puts(shown, others ? "the modules of vfio in " : "");
	add_word(word, shown);
	import_find_add(import, file, line, IMPORT_WORD, text_string(shown), shown->length);
	import->last->is_idle = true;
}

static void see_parameter(struct import *import, const char *file, unsigned int line,
			  const struct cmdline_word *word)
{
	struct text shown = { 0 };

	if (text_is_name(word->name, word->name_length, "vfio_pci.ids")) {
		add_word(word, &shown);
		import_find_add(import, file, line, IMPORT_WORD, text_string(&shown), shown.length);
		import_ids(import, word->value, word->value_length);
	} else if (is_one_of(word->name, word->name_length, loading, ARRAY_SIZE(loading))) {
		see_list(import, file, line, word, &shown);
	}
	if (text_error(&shown))
		import->error = text_error(&shown);
	text_free(&shown);
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
	struct cmdline_word parameter;
	size_t position = 0;

	if (is_one_of(word->variable, strlen(word->variable), dracut_lists,
		      ARRAY_SIZE(dracut_lists))) {
		if (module_is_vfio(word->text, strlen(word->text)))
			see_module(reader->import, reader->file, word);
		return;
	}
	if (cmdline_next_word(word->text, strlen(word->text), &position, &parameter))
		see_parameter(reader->import, reader->file, word->line, &parameter);
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

static void read_directory(struct import *import, const struct place *place)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(import->machine->fs, place->path, &names, &count);

	if (r)
		import_unreadable(import, place->path, r);
	for (i = 0; i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!drop_in_counts(names[i], place->suffix))
			continue;
		r = fs_path(path, "%s/%s", place->path, names[i]);
		if (r)
			import_unreadable(import, place->path, r);
		else
			read_file(import, path, place->is_shell);
	}
	fs_free_names(names, count);
}

static void look_at_running(struct import *import)
{
	const struct config_file *cmdline = import->machine->cmdline;
	struct cmdline_word word;
	size_t position = 0;

	import_unreadable(import, CMDLINE_PATH, cmdline->error);
	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		see_parameter(import, CMDLINE_NAME, 0, &word);
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
