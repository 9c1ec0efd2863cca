// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares the default entries with what they were, and with the command line of this boot.
 */
#include "host/loader/one_shot.h"

#include <errno.h>

#include "host/entries/judge.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/next_entries.h"
#include "host/loader/removal.h"
#include "host/loader/word_list.h"
#include "kernel/inputs.h"

/* What a file has that entries are made from is permanent, also if an old entry is without it. */
static void add_kept(const struct boot_machine *machine, const struct boot_entry *entry,
		     const char *running, struct text *before)
{
	bool is_grub = entry->loader == BOOT_GRUB;
	const char *word;
	size_t length;

	for (word = words_skip(running); *word; word = words_skip(word + length)) {
		length = words_length(word);
		if (!loader_file_has(machine->fs, is_grub, word, length))
			continue;
		text_puts(before, " ");
		text_add(before, word, length);
	}
}

int one_shot_read(const struct boot_machine *machine, struct text *before)
{
	cleanup_free char *running = NULL;
	struct next_entries next;
	size_t length, i;
	int r = fs_read(machine->fs, CMDLINE_PATH, CMDLINE_MAX, &running, &length);

	if (r != -ENOMEM)
		r = next_entries_find(machine, &next);
	for (i = 0; !r && next.is_certain && i < next.count; i++) {
		text_puts(before, before->length ? " " : "");
		text_puts(before, next.list[i]->words ? next.list[i]->words : "");
		add_kept(machine, next.list[i], running ? running : "", before);
	}
	return r ? r : text_error(before);
}

static void explain_word(const struct boot_machine *machine, const struct boot_entry *entry,
			 const char *word, size_t length, struct text *out)
{
	struct text cure = { 0 };

	loader_explain_removal(machine->fs, word, length, NULL, &cure);
	text_puts(out, out->length ? "\n" : "");
	entry_name(machine, entry, out);
	text_puts(out, " now has ");
	text_add(out, word, length);
	text_printf(out, ", which was meant for this boot only: %s", text_string(&cure));
	text_free(&cure);
}

static void explain_entry(const struct boot_machine *machine, const struct boot_entry *entry,
			  const char *running, const struct text *before, struct text *out)
{
	struct text words = { 0 };
	const char *word;
	size_t length;

	kernel_cmdline_add(entry->words, &words);
	for (word = words_skip(text_string(&words)); *word; word = words_skip(word + length)) {
		length = words_length(word);
		if (words_have(running, word, length) &&
		    !words_have(text_string(before), word, length))
			explain_word(machine, entry, word, length, out);
	}
	text_free(&words);
}

int one_shot_explain(const struct boot_machine *machine, const struct text *before,
		     struct text *out)
{
	cleanup_free char *running = NULL;
	struct next_entries next;
	size_t length, i;
	int r;

	if (!before->length)
		return 0;
	r = fs_read(machine->fs, CMDLINE_PATH, CMDLINE_MAX, &running, &length);
	if (r)
		return r == -ENOENT ? 0 : r;
	r = next_entries_find(machine, &next);
	for (i = 0; !r && i < next.count; i++)
		if (next.list[i]->words)
			explain_entry(machine, next.list[i], running, before, out);
	return r ? r : text_error(out);
}
