// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * linux, initrd and search.
 */
#include "host/entries/grub_entry.h"

#include <errno.h>
#include <string.h>

/* The rest of the words, with a space between; what has a space in it gets quotes. */
static int join_words(const struct grub_command *command, const char *word, char **out)
{
	struct text joined = { 0 };
	int r;

	while ((word = grub_next_word(command, word)))
		text_printf(&joined, strchr(word, ' ') ? "%s\"%s\"" : "%s%s",
			    joined.length ? " " : "", word);
	r = text_error(&joined) ? -ENOMEM : entry_set(out, text_string(&joined), joined.length);
	text_free(&joined);
	return r;
}

/* word is "linux" or one of its kind. */
static int take_kernel(struct boot_entry *entry, const struct grub_command *command,
		       const char *word)
{
	const char *path = grub_next_word(command, word);
	int r = path ? entry_set(&entry->kernel, path, strlen(path)) : 0;

	return path && !r ? join_words(command, path, &entry->words) : r;
}

/* A second "initrd" takes the place of the first. */
static int take_images(struct boot_entry *entry, const struct grub_command *command,
		       const char *word)
{
	int r = 0;

	while (entry->image_count)
		free(entry->images[--entry->image_count]);
	memset(entry->images, 0, sizeof(entry->images));
	while (!r && (word = grub_next_word(command, word)))
		r = entry_add_image(entry, word, strlen(word));
	return r;
}

/* "search --fs-uuid --set=root UUID" */
static int take_filesystem(struct boot_entry *entry, const struct grub_command *command,
			   const char *word)
{
	bool is_by_uuid = false;
	const char *last = NULL;

	while ((word = grub_next_word(command, word))) {
		is_by_uuid |= grub_is(word, "--fs-uuid") || grub_is(word, "-u");
		last = word;
	}
	return is_by_uuid && *last != '-' ? entry_set(&entry->filesystem, last, strlen(last)) : 0;
}

int grub_entry_run(struct boot_entry *entry, const struct grub_command *command, const char *word)
{
	static const struct {
		const char *name;
		int (*take)(struct boot_entry *entry, const struct grub_command *command,
			    const char *word);
	} commands[] = {
		{ "linux", take_kernel },      { "linuxefi", take_kernel },
		{ "linux16", take_kernel },    { "initrd", take_images },
		{ "initrdefi", take_images },  { "initrd16", take_images },
		{ "search", take_filesystem },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (grub_is(word, commands[i].name))
			return commands[i].take(entry, command, word);
	return 0;
}

int grub_entry_expand(struct boot_entry *entry, const struct grub_env *variables)
{
	const char *words = entry->words;
	struct text text = { 0 }, images = { 0 };
	size_t i, n;
	const char *at;
	int r;

	if (!words)
		words = grub_env_get(variables, "default_kernelopts", strlen("default_kernelopts"));
	grub_expand(variables, words, strlen(words), &text);
	for (i = 0; i < entry->image_count; i++) {
		grub_expand(variables, entry->images[i], strlen(entry->images[i]), &images);
		text_puts(&images, " ");
		free(entry->images[i]);
		entry->images[i] = NULL;
	}
	entry->image_count = 0;
	r = text_error(&text) || text_error(&images)
		    ? -ENOMEM
		    : entry_set(&entry->words, text_string(&text), text.length);
	for (at = text_string(&images); !r && *(at += strspn(at, " \t")); at += n) {
		n = strcspn(at, " \t");
		r = entry_add_image(entry, at, n);
	}
	text_free(&text);
	text_free(&images);
	return r;
}
