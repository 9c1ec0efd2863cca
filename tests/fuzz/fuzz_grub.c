// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A grub.cfg (a), its environment block (b) and an entry that it may import (c). Each entry has a
 * kernel, a title and an id; one at most is the default.
 */
#include <errno.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/entries/grub.h"
#include "host/entries/type1.h"

#define HEAD "# GRUB Environment Block\n"

static void check_entry(const struct boot_entry *entry)
{
	size_t i;

	HOLDS(entry->loader == BOOT_GRUB && entry->kernel && entry->title && entry->id);
	HOLDS(entry->image_count <= ENTRY_IMAGES_MAX && !entry->is_unified && !entry->unread);
	for (i = 0; i < ENTRY_IMAGES_MAX; i++)
		HOLDS(!!entry->images[i] == (i < entry->image_count));
}

static void check(const struct boot_entries *entries)
{
	size_t defaults = 0, i;

	HOLDS(entries->count <= ENTRIES_MAX);
	for (i = 0; i < entries->count; i++) {
		check_entry(&entries->list[i]);
		defaults += entries->list[i].is_default;
	}
	HOLDS(defaults <= 1);
}

static void import(struct boot_entries *imported, const struct fuzz_piece *piece)
{
	struct boot_entry entry = { 0 };
	int r = type1_parse("a-1.conf", piece->text, piece->length, &entry);

	HOLDS(!r || r == -E2BIG);
	if (!r)
		HOLDS(!entries_add(imported, &entry) || imported->count == ENTRIES_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct boot_entries entries = { 0 }, imported = { 0 };
	struct text config = { 0 }, environment = { 0 };
	struct grub_files files = { .imported = &imported };
	struct fuzz_piece piece;
	int r;

	text_puts(&environment, HEAD);
	while (fuzz_next_piece(&data, &size, 3, &piece)) {
		if (piece.letter == 2)
			import(&imported, &piece);
		else
			text_add(piece.letter ? &environment : &config, piece.text, piece.length);
	}
	files.config = text_string(&config);
	files.config_length = config.length;
	files.environment = environment.data;
	files.environment_length = environment.length;
	r = grub_read(&files, &entries);
	HOLDS(!r || r == -E2BIG);
	if (!r)
		check(&entries);
	entries_free(&entries);
	entries_free(&imported);
	text_free(&config);
	text_free(&environment);
	return 0;
}
