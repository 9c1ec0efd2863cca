// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for the word in the files that boot loaders take their words from.
 */
#include "host/loader/removal.h"

#include <string.h>

#include "host/base/spawn.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)64 * 1024)
#define GRUB "etc/default/grub"
#define KERNEL_INSTALL "etc/kernel/cmdline"

/* Where the word is. */
struct place {
	char path[FS_PATH_SIZE];
	unsigned int line;
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

/* The last drop-in counts, and if it sets the variable again the earlier ones may not. */
static bool find_in_grub(struct fs *fs, const char *word, size_t length, struct place *place)
{
	char **names = NULL;
	size_t count = 0, i;
	bool found = false;

	if (!fs_list(fs, GRUB ".d", &names, &count))
		for (i = count; !found && i > 0; i--)
			found = drop_in_counts(names[i - 1], ".cfg") &&
				!fs_path(place->path, GRUB ".d/%s", names[i - 1]) &&
				find_in_file(fs, word, length, place);
	fs_free_names(names, count);
	return found || (!fs_path(place->path, GRUB) && find_in_file(fs, word, length, place));
}

static bool find_in_kernel_install(struct fs *fs, const char *word, size_t length,
				   struct place *place)
{
	return !fs_path(place->path, KERNEL_INSTALL) && find_in_file(fs, word, length, place);
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

static void explain_grubby(const char *word, size_t length, const char *instead, struct text *out)
{
	text_puts(out, "run grubby --update-kernel=ALL --remove-args='");
	text_add(out, word, length);
	text_puts(out, "'");
	if (instead)
		text_printf(out, " --args='%s'", instead);
	text_puts(out, " and reboot");
}

static void explain_by_hand(const char *word, size_t length, const char *instead, struct text *out)
{
	text_puts(out, instead ? "change " : "remove ");
	text_add(out, word, length);
	if (instead)
		text_printf(out, " to %s", instead);
	text_puts(out, instead ? " in " : " from ");
}

void loader_explain_removal(struct fs *fs, const char *word, size_t length, const char *instead,
			    struct text *out)
{
	struct place place = { 0 };

	if (run_has(fs, "grubby") && loader_word_is_tame(word, length)) {
		explain_grubby(word, length, instead, out);
		return;
	}
	explain_by_hand(word, length, instead, out);
	if (find_in_grub(fs, word, length, &place))
		text_printf(out, "line %u of /%s, run %s and reboot", place.line, place.path,
			    loader_grub_command(fs));
	else if (find_in_kernel_install(fs, word, length, &place))
		text_printf(out, "/%s, run kernel-install add-all and reboot", place.path);
	else
		text_puts(out, "the kernel command line in the boot loader's configuration, and "
			       "reboot");
}

const char *loader_grub_command(struct fs *fs)
{
	if (run_has(fs, "update-grub"))
		return "update-grub";
	return run_has(fs, "grub2-mkconfig") ? "grub2-mkconfig -o /boot/grub2/grub.cfg"
					     : "grub-mkconfig -o /boot/grub/grub.cfg";
}
