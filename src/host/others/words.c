// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Kernel command lines, the running one and those in files, and dracut.conf.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "host/machine/modprobe_conf.h"
#include "host/others/look.h"
#include "host/others/mentions.h"
#include "host/others/parameters.h"
#include "host/others/shell_words.h"
#include "kernel/inputs.h"

enum words_kind {
	WORDS_CMDLINE, /* all of it is a command line */
	WORDS_ENTRY,   /* of the Boot Loader Specification: what follows "options" */
	WORDS_SHELL,   /* the values of some variables */
};

/* One command line, or one file, while it is read. */
struct reader {
	struct settings *settings;
	enum setting_source source;
	const char *file;
	const char *content; /* NULL: it cannot be changed */
	enum words_kind kind;
	unsigned int line; /* of an entry, the last line that was seen */
	bool is_options;   /* and whether it is one of "options" */
	struct parameter_reader parameters;
};

/* A word of it. */
struct place {
	unsigned int line;
	size_t start, end; /* its bytes in the content; none: they are not known */
};

/* Directories whose files of this suffix are read, in byte order; or, without one, files. */
static const struct words_place {
	const char *path;
	const char *suffix;
	enum words_kind kind;
} places[] = {
	{ "etc/default/grub", NULL, WORDS_SHELL },
	{ "etc/default/grub.d", ".cfg", WORDS_SHELL },
	{ "etc/kernel/cmdline", NULL, WORDS_CMDLINE },
	{ "boot/loader/entries", ".conf", WORDS_ENTRY },
	{ "boot/efi/loader/entries", ".conf", WORDS_ENTRY },
	{ "efi/loader/entries", ".conf", WORDS_ENTRY },
	{ "etc/dracut.conf", NULL, WORDS_SHELL },
	{ "etc/dracut.conf.d", ".conf", WORDS_SHELL },
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

/* Without its quotes, which a file may have in other places. */
static void add_word(const struct cmdline_word *word, struct text *out)
{
	text_add(out, word->name, word->name_length);
	if (!word->has_value)
		return;
	text_puts(out, "=");
	text_add(out, word->value, word->value_length);
}

static void add_setting(struct reader *reader, const struct place *place, const struct text *shown)
{
	setting_add(reader->settings, reader->source, reader->file, place->line, SETTING_WORD,
		    text_string(shown), shown->length);
}

/* With one adjacent blank. */
static void cut_word(struct reader *reader, const struct place *place)
{
	size_t start = place->start, end = place->end;

	if (start >= end)
		return;
	if (start && strchr(" \t", reader->content[start - 1]))
		start--;
	else if (reader->content[end] && strchr(" \t", reader->content[end]))
		end++;
	setting_cut(reader->settings, start, end);
}

/*
 * Cuts the modules of vfio, each with a comma. list is a part of the word, and of the file if the
 * file has the same bytes.
 */
static void cut_modules(struct reader *reader, const struct place *place, const char *word,
			const char *list, size_t length)
{
	size_t word_length = (size_t)(list + length - word), from, to = 0;
	bool is_first = true;

	if (place->end - place->start != word_length ||
	    memcmp(reader->content + place->start, word, word_length) != 0)
		return;
	for (from = 0; from <= length; from = to + 1) {
		const char *comma = from < length ? memchr(list + from, ',', length - from) : NULL;
		size_t base = place->start + (size_t)(list - word);

		to = comma ? (size_t)(comma - list) : length;
		if (!module_is_vfio(list + from, to - from))
			is_first = false;
		else if (is_first)
			setting_cut(reader->settings, base + from, base + to + 1);
		else
			setting_cut(reader->settings, base + from - 1, base + to);
	}
}

/* Counts the modules of vfio and the others in the list. */
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

static void see_list(struct reader *reader, const struct place *place,
		     const struct cmdline_word *word, struct text *shown)
{
	size_t vfio, others;

	count_modules(word->value, word->value_length, &vfio, &others);
	if (!vfio)
		return;
	text_puts(shown, others ? "the vfio modules in " : "");
	add_word(word, shown);
	add_setting(reader, place, shown);
	reader->settings->last->is_idle = true;
	if (others)
		cut_modules(reader, place, word->text, word->value, word->value_length);
	else
		cut_word(reader, place);
}

static void see_without_effect(struct reader *reader, const struct place *place,
			       const struct cmdline_word *word, const struct text *why)
{
	struct text shown = { 0 };

	add_word(word, &shown);
	add_setting(reader, place, &shown);
	reader->settings->last->is_idle = true;
	setting_no_effect(reader->settings, reader->settings->last, "%s", text_string(why));
	cut_word(reader, place);
	if (text_error(&shown) || text_error(why))
		reader->settings->error = -ENOMEM;
	text_free(&shown);
}

/* is_read: the word is certainly on a command line, so what looks wrong is wrong. */
static void see_parameter(struct reader *reader, const struct place *place,
			  const struct cmdline_word *word, bool is_read)
{
	struct text shown = { 0 }, why = { 0 };

	if (is_read && parameter_has_no_effect(&reader->parameters, reader->settings->machine->fs,
					       NULL, word, &why)) {
		see_without_effect(reader, place, word, &why);
	} else if (text_is_name(word->name, word->name_length, "vfio_pci.ids") ||
		   text_is_name(word->name, word->name_length, "pci_stub.ids")) {
		add_word(word, &shown);
		add_setting(reader, place, &shown);
		reader->settings->last->is_stub = word->name[0] == 'p';
		setting_give_ids(reader->settings, word->value, word->value_length);
		cut_word(reader, place);
	} else if (text_is_name(word->name, word->name_length, "xen_pciback.hide")) {
		add_word(word, &shown);
		add_setting(reader, place, &shown);
		mentions_refuse(reader->settings, "a list of devices for Xen guests", word->value,
				word->value_length);
	} else if (is_one_of(word->name, word->name_length, loading, ARRAY_SIZE(loading))) {
		see_list(reader, place, word, &shown);
	}
	if (text_error(&shown))
		reader->settings->error = text_error(&shown);
	text_free(&shown);
	text_free(&why);
}

/* Several modules on one line are one setting. */
static void see_module(struct reader *reader, const struct conf_word *word)
{
	struct settings *settings = reader->settings;
	struct setting *last = settings->count ? settings->last : NULL;
	const struct place place = { word->line, word->start, word->end };

	if (last && last->is_idle && !last->no_effect.length && last->line == word->line &&
	    !strcmp(text_string(&last->file), reader->file)) {
		text_puts(&last->text, " ");
		setting_plain(&last->text, word->text, strlen(word->text));
	} else {
		setting_add(settings, reader->source, reader->file, word->line, SETTING_WORD,
			    word->text, strlen(word->text));
		settings->last->is_idle = true;
	}
	cut_word(reader, &place);
}

static bool is_on_command_line(struct reader *reader, const struct conf_word *word)
{
	static const char grub[] = "GRUB_CMDLINE", dracut[] = "kernel_cmdline";

	if (reader->kind == WORDS_SHELL)
		return !strncmp(word->variable, grub, strlen(grub)) ||
		       !strcmp(word->variable, dracut);
	if (reader->kind == WORDS_ENTRY && word->line != reader->line) {
		reader->line = word->line;
		reader->is_options = !strcmp(word->text, "options");
	}
	return reader->kind == WORDS_CMDLINE || reader->is_options;
}

static void see_word(void *data, const struct conf_word *word)
{
	struct reader *reader = data;
	const struct place place = { word->line, word->start, word->end };
	struct cmdline_word parameter;
	bool is_read = is_on_command_line(reader, word);
	size_t position = 0;

	if (is_one_of(word->variable, strlen(word->variable), dracut_lists,
		      ARRAY_SIZE(dracut_lists))) {
		if (module_is_vfio(word->text, strlen(word->text)))
			see_module(reader, word);
		return;
	}
	if (cmdline_next_word(word->text, strlen(word->text), &position, &parameter))
		see_parameter(reader, &place, &parameter, is_read);
}

static void read_file(struct settings *settings, const char *path, enum words_kind kind)
{
	struct text shown = { 0 };
	struct reader reader = { .settings = settings, .source = SETTING_LOADER, .kind = kind };
	cleanup_free char *content = NULL;
	size_t length = 0;
	int r;

	if (!settings_read(settings, path, &content, &length))
		return;
	text_printf(&shown, "/%s", path);
	reader.file = text_string(&shown);
	reader.content = content;
	r = text_error(&shown);
	if (!r)
		r = conf_words(content, length, kind == WORDS_SHELL, see_word, &reader);
	if (r)
		settings->error = r;
	text_free(&shown);
}

static void see_shell(struct settings *settings, const char *path, const char *name)
{
	(void)name;
	read_file(settings, path, WORDS_SHELL);
}

static void see_entry(struct settings *settings, const char *path, const char *name)
{
	(void)name;
	read_file(settings, path, WORDS_ENTRY);
}

static void look_at_cmdline(struct settings *settings)
{
	const struct config_file *cmdline = settings->machine->running;
	struct reader reader = { .settings = settings,
				 .source = SETTING_CMDLINE,
				 .file = CMDLINE_NAME };
	const struct place place = { 0 };
	struct cmdline_word word;
	size_t position = 0;

	settings_unreadable(settings, CMDLINE_PATH, cmdline->error);
	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		see_parameter(&reader, &place, &word, true);
}

void settings_look_for_words(struct settings *settings)
{
	size_t i;

	look_at_cmdline(settings);
	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (places[i].suffix)
			settings_each_file(settings, places[i].path, places[i].suffix,
					   places[i].kind == WORDS_SHELL ? see_shell : see_entry);
		else
			read_file(settings, places[i].path, places[i].kind);
}
