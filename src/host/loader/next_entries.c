// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tells systems apart by root=.
 */
#include "host/loader/next_entries.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"
#include "kernel/inputs.h"

/* The last root=; NULL: there is none. */
static const char *find_root(const char *text, size_t length, size_t *size)
{
	const char *root = NULL;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(text, length, &position, &word))
		if (text_is_name(word.name, word.name_length, "root")) {
			root = word.value;
			*size = word.value_length;
		}
	return root;
}

static bool is_of_this_system(const struct boot_entry *entry, const char *own, size_t own_size)
{
	const char *words = entry->words ? entry->words : "";
	size_t size = 0;
	const char *root = find_root(words, strlen(words), &size);

	return !own || !root || (size == own_size && !memcmp(own, root, size));
}

/* Which entries are listed. */
enum which { DEFAULTS_HERE, ALL_HERE, DEFAULTS };

/* Returns whether there is a default at all. */
static bool list(const struct boot_machine *machine, const char *own, size_t own_size,
		 enum which which, struct next_entries *next)
{
	const struct boot_entries *entries = &machine->entries;
	bool has_default = false;
	size_t i;

	for (i = 0; i < entries->count && next->count < ENTRIES_MAX; i++) {
		const struct boot_entry *entry = &entries->list[i];

		has_default |= entry->is_default;
		if ((entry->is_default || which == ALL_HERE) &&
		    (which == DEFAULTS || is_of_this_system(entry, own, own_size)))
			next->list[next->count++] = entry;
	}
	return has_default;
}

/* If all have another root=, it has only been written in another way since this boot. */
int next_entries_find(const struct boot_machine *machine, struct next_entries *next)
{
	cleanup_free char *running = NULL;
	const char *own = NULL;
	size_t length, own_size = 0;
	int r = fs_read(machine->fs, CMDLINE_PATH, CMDLINE_MAX, &running, &length);

	if (r == -ENOMEM)
		return r;
	if (!r)
		own = find_root(running, length, &own_size);
	next->count = 0;
	next->is_certain = list(machine, own, own_size, DEFAULTS_HERE, next);
	if (next->count)
		return 0;
	(void)list(machine, own, own_size, ALL_HERE, next);
	if (next->is_certain && next->count)
		next->count = 1;
	if (!next->count)
		(void)list(machine, own, own_size, DEFAULTS, next);
	return 0;
}
