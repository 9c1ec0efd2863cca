// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the boot loader starts: each entry with its kernel, and whether its images and words do what
 * the configuration asks for.
 */
#include "host/show/entry_rows.h"

#include <errno.h>

#include "host/show/device_json.h"
#include "host/show/table.h"

static const struct column entry_columns[] = {
	{ "BOOT ENTRY", "entry", COLUMN_PLAIN },
	{ "KERNEL", "kernel", COLUMN_PLAIN },
	{ "BOOTS", "boots", COLUMN_PLAIN },
	{ "STATE", "state", COLUMN_PLAIN },
	{ "WHY", "why", COLUMN_WRAP },
	{ "FILE", "file", COLUMN_WRAP },
	{ NULL, NULL, COLUMN_PLAIN },
};

static const char *boots(const struct boot_entry *entry)
{
	if (entry->is_default && entry->is_booted)
		return "default, booted";
	if (entry->is_default)
		return "default";
	return entry->is_booted ? "booted" : NULL;
}

static void add_files(const struct boot_entries *entries, const struct boot_entry *entry,
		      struct json_object *row)
{
	const struct boot_place *place = &entries->places[entry->place];
	struct json_object *images = json_object_new_array();
	struct text path = { 0 };
	size_t i;

	place_add_path(place, entry->kernel, &path);
	row_add_text(row, "file", &path);
	for (i = 0; images && i < entry->image_count; i++) {
		struct text image = { 0 };

		place_add_path(place, entry->images[i], &image);
		(void)json_object_array_add(images,
					    show_new_string(text_string(&image), image.length));
		text_free(&image);
	}
	json_object_object_add(row, "images", images);
}

static void add_verdict(const struct entry_verdict *verdict, struct json_object *row)
{
	static const char *const names[] = {
		[ENTRY_VERIFIED] = "current",        [ENTRY_TURNED_OFF] = "turned off",
		[ENTRY_MISSING] = "missing",         [ENTRY_DAMAGED] = "damaged",
		[ENTRY_OUT_OF_DATE] = "out of date", [ENTRY_UNKNOWN] = "unknown",
	};

	show_add_string(row, "state", names[verdict->state]);
	show_add_string(row, "why", text_string(&verdict->why));
	show_add_string(row, SHOW_MARK,
			verdict->is_problem                ? "bad"
			: verdict->state == ENTRY_VERIFIED ? "good"
							   : "note");
}

static int add_entry(const struct boot_machine *machine, const struct boot_entry *entry,
		     const struct entry_verdict *verdict, struct json_object *rows)
{
	struct json_object *row = json_object_new_object();

	if (!row || json_object_array_add(rows, row))
		return -ENOMEM;
	show_add_string(row, "entry", entry->title ? entry->title : entry->id);
	show_add_string(row, "id", entry->id);
	show_add_string(row, "loader", boot_loader_name(entry->loader));
	show_add_string(row, "kernel", entry->release);
	show_add_string(row, "boots", boots(entry));
	show_add_string(row, "words", entry->words);
	add_files(&machine->entries, entry, row);
	add_verdict(verdict, row);
	return 0;
}

/* Entries of which nothing is known but where they would be. */
static int add_unknown(const struct diagnostics *errors, struct json_object *rows)
{
	size_t i;

	for (i = 0; i < errors->count; i++) {
		struct json_object *row = json_object_new_object();

		if (!row || json_object_array_add(rows, row))
			return -ENOMEM;
		show_add_string(row, "entry", errors->list[i].file);
		show_add_string(row, "state", "unknown");
		show_add_string(row, "why", errors->list[i].text);
		show_add_string(row, SHOW_MARK, "note");
	}
	return 0;
}

int entry_rows_add(const struct boot_machine *machine, const struct entry_verdict *verdicts,
		   struct json_object *rows)
{
	const struct boot_entries *entries = &machine->entries;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < entries->count; i++)
		r = add_entry(machine, &entries->list[i], &verdicts[i], rows);
	return r ? r : add_unknown(&entries->errors, rows);
}

int entry_rows_show(struct json_object *rows)
{
	return show_table(rows, entry_columns);
}
