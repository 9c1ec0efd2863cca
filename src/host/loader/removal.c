// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for the word in the files that boot loaders take their words from.
 */
#include "host/loader/removal.h"

#include <string.h>

#include "host/entries/entry.h"
#include "host/loader/find.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/refresh.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)4 * 1024 * 1024)
#define GRUB "etc/default/grub"

/* Where a word is, and what reads that. */
struct place {
	char path[FS_PATH_SIZE];
	unsigned int line; /* 0: not found */
	enum { AT_BOOT, BY_GRUB_MKCONFIG, BY_KERNEL_INSTALL } read;
};

/* Around a word, in a shell assignment as in a plain list. */
static bool is_edge(char c)
{
	return !c || strchr(" \t\n\"'=", c);
}

/* Whether the line has the word and is no comment. */
static bool line_has(const char *line, size_t size, const char *word, size_t length)
{
	const char *end = line + size, *at = line;

	if (line[strspn(line, " \t")] == '#')
		return false;
	for (; (at = memmem(at, (size_t)(end - at), word, length)); at++)
		if ((at == line || is_edge(at[-1])) && (is_edge(at[length]) && at[length] != '='))
			return true;
	return false;
}

static bool find_in_file(struct fs *fs, const char *word, size_t length, struct place *place)
{
	cleanup_free char *data = NULL;
	size_t size, n;
	const char *line;

	if (fs_read(fs, place->path, FILE_MAX, &data, &size))
		return false;
	for (line = data, place->line = 1; *line; line += n + (line[n] == '\n'), place->line++) {
		n = strcspn(line, "\n");
		if (line_has(line, n, word, length))
			return true;
	}
	return false;
}

/* In a directory, from the last file on: it has the last say. */
static bool find_in_directory(struct fs *fs, const char *directory, const char *suffix,
			      const char *word, size_t length, struct place *place)
{
	char **names = NULL;
	size_t count = 0, i;
	bool found = false;

	if (!fs_list(fs, directory, &names, &count))
		for (i = count; !found && i > 0; i--)
			found = drop_in_counts(names[i - 1], suffix) &&
				!strstr(names[i - 1], RESCUE_ID) && /* a copy */
				!fs_path(place->path, "%s/%s", directory, names[i - 1]) &&
				find_in_file(fs, word, length, place);
	fs_free_names(names, count);
	return found;
}

static bool find_word(struct fs *fs, const char *word, size_t length, struct place *place)
{
	static const struct {
		const char *path, *suffix; /* suffix: it is a directory */
		unsigned int read;
	} places[] = {
		{ GRUB ".d", ".cfg", BY_GRUB_MKCONFIG },
		{ GRUB, NULL, BY_GRUB_MKCONFIG },
		{ "etc/kernel/cmdline", NULL, BY_KERNEL_INSTALL },
		{ "efi/loader/entries", ".conf", AT_BOOT },
		{ "boot/loader/entries", ".conf", AT_BOOT },
		{ "boot/efi/loader/entries", ".conf", AT_BOOT },
		{ "boot/firmware/cmdline.txt", NULL, AT_BOOT },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		place->read = places[i].read;
		if (places[i].suffix ? find_in_directory(fs, places[i].path, places[i].suffix, word,
							 length, place)
				     : !fs_path(place->path, "%s", places[i].path) &&
					       find_in_file(fs, word, length, place))
			return true;
	}
	place->line = 0;
	return false;
}

static bool file_has(struct fs *fs, const char *path, const char *word, size_t length)
{
	struct place place;

	return !fs_path(place.path, "%s", path) && find_in_file(fs, word, length, &place);
}

bool loader_file_has(struct fs *fs, bool is_grub, const char *word, size_t length)
{
	struct place place;

	if (is_grub)
		return find_in_directory(fs, GRUB ".d", ".cfg", word, length, &place) ||
		       file_has(fs, GRUB, word, length);
	return file_has(fs, "etc/kernel/cmdline", word, length) ||
	       file_has(fs, "usr/lib/kernel/cmdline", word, length);
}

/* A menu that was not made again since the word was removed from what it is made from. */
static bool find_in_old_menu(struct fs *fs, const char *word, size_t length, struct place *place)
{
	static const char *const menus[] = { "boot/grub/grub.cfg", "boot/grub2/grub.cfg" };
	size_t i;

	for (i = 0; fs_exists(fs, GRUB) && i < ARRAY_SIZE(menus); i++)
		if (!fs_path(place->path, "%s", menus[i]) && find_in_file(fs, word, length, place))
			return true;
	place->line = 0;
	return false;
}

bool loader_word_is_tame(const char *word, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:,=-",
			    word[i]))
			return false;
	return true;
}

static void add_argument(struct text *arguments, const char *word, size_t length)
{
	text_puts(arguments, arguments->length ? " " : "");
	text_add(arguments, word, length);
}

/* "remove WORD from " or "change WORD to INSTEAD in " */
static void start_edit(const char *word, size_t length, const char *instead, struct text *out)
{
	text_puts(out, instead ? "change " : "remove ");
	text_add(out, word, length);
	if (instead)
		text_printf(out, " to %s in ", instead);
	else
		text_puts(out, " from ");
}

static void add_by_hand(struct removal *removal, const char *word, size_t length,
			const char *instead)
{
	struct text *out = &removal->edits;
	struct place place = { 0 };

	if (!find_word(removal->fs, word, length, &place) &&
	    find_in_old_menu(removal->fs, word, length, &place)) {
		text_printf(&removal->notes, "; /%s has ", place.path);
		text_add(&removal->notes, word, length);
		text_puts(&removal->notes, ", but /" GRUB " does not");
		removal->in_grub = true;
		return;
	}
	text_puts(out, out->length ? ", " : "");
	if (place.line) {
		start_edit(word, length, instead, out);
		text_printf(out, "line %u of /%s", place.line, place.path);
		removal->in_grub |= place.read == BY_GRUB_MKCONFIG;
		removal->in_kernel_install |= place.read == BY_KERNEL_INSTALL;
	} else {
		start_edit(word, length, instead, out);
		text_puts(out,
			  "the boot loader's configuration (it is in no file that vfio-prebind "
			  "reads)");
	}
}

/* Programs that keep the words by themselves, and their options; one option for each word. */
static const struct tool {
	enum loader loader;
	const char *command, *remove, *add;
	bool has_lists; /* one option takes them all, with blanks */
} tools[] = {
	{ LOADER_GRUBBY, "grubby --update-kernel=ALL", "--remove-args", "--args", true },
	{ LOADER_KERNELSTUB, "kernelstub", "--delete-options", "--add-options", true },
	{ LOADER_OSTREE, "rpm-ostree kargs", "--delete", "--append", false },
};

static const struct tool *find_tool(struct fs *fs)
{
	enum loader loader = loader_find(fs);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tools); i++)
		if (tools[i].loader == loader)
			return &tools[i];
	return NULL;
}

void removal_add(struct removal *removal, const char *word, size_t length, const char *instead)
{
	if (!find_tool(removal->fs) || !loader_word_is_tame(word, length)) {
		add_by_hand(removal, word, length, instead);
		return;
	}
	add_argument(&removal->removed, word, length);
	if (instead)
		add_argument(&removal->added, instead, strlen(instead));
}

static void add_command(const char *command, struct text *out)
{
	text_printf(out, "%srun '%s'", out->length ? ", then " : "", command);
}

/* As a shell takes it: the words are tame, but for the space between two. */
static void add_option(struct text *command, const struct tool *tool, const char *option,
		       const struct text *words)
{
	const char *word = text_string(words), *space;

	text_printf(command, " %s=", option);
	for (; (space = strchr(word, ' ')); word = space + 1) {
		text_add(command, word, (size_t)(space - word));
		if (tool->has_lists)
			text_puts(command, "\\ ");
		else
			text_printf(command, " %s=", option);
	}
	text_puts(command, word);
}

static void explain_tool(const struct removal *removal, struct text *out)
{
	const struct tool *tool = find_tool(removal->fs);
	struct text command = { 0 };

	text_puts(&command, tool->command);
	add_option(&command, tool, tool->remove, &removal->removed);
	if (removal->added.length)
		add_option(&command, tool, tool->add, &removal->added);
	add_command(text_string(&command), out);
	text_free(&command);
}

void removal_explain(struct removal *removal, struct text *out)
{
	struct text said = { 0 };

	text_puts(&said, text_string(&removal->edits));
	if (removal->in_grub)
		add_command(grub_command(removal->fs), &said);
	if (removal->in_kernel_install)
		refresh_explain(removal->fs, &said);
	if (removal->removed.length)
		explain_tool(removal, &said);
	text_printf(out, "%s, then reboot%s", text_string(&said), text_string(&removal->notes));
	text_free(&said);
	text_free(&removal->edits);
	text_free(&removal->notes);
	text_free(&removal->removed);
	text_free(&removal->added);
}

void loader_explain_removal(struct fs *fs, const char *word, size_t length, const char *instead,
			    struct text *out)
{
	struct removal removal = { .fs = fs };

	removal_add(&removal, word, length, instead);
	removal_explain(&removal, out);
}
