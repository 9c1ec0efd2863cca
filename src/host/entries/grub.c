// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Goes through grub.cfg as GRUB does until it shows the menu, and into each entry.
 */
#include "host/entries/grub.h"

#include <errno.h>
#include <string.h>

#include "host/entries/grub_entry.h"
#include "host/entries/grub_menu.h"
#include "host/base/version.h"

#define DEPTH_MAX 32

enum frame_kind { FRAME_IF, FRAME_ENTRY, FRAME_SUBMENU, FRAME_OTHER };

/* What the next "fi" or "}" ends. */
struct frame {
	enum frame_kind kind;
	bool runs;     /* what is in it is executed */
	bool is_known; /* a branch was surely taken, and no other is */
	bool outer;    /* whether what is around it is executed */
};

struct reading {
	const struct grub_files *files;
	struct boot_entries *entries;
	struct grub_env variables;
	struct grub_menu rows;
	struct grub_node *submenu; /* the one that is being read; NULL: none */
	struct grub_node *row;     /* the same; NULL: no entry is being read */
	struct boot_entry entry;   /* that of row */
	struct frame frames[DEPTH_MAX];
	size_t depth;
};

/* --- commands ------------------------------------------------------------------------------- */

/* Whether "[ ... ]" is true: 1, 0, or -1 when only GRUB can tell. words start behind "[". */
static int test(const struct grub_command *command, const char *word)
{
	const char *words[4] = { "", "", "", "" };
	size_t count = 0;

	while ((word = grub_next_word(command, word)) && !grub_is(word, "]"))
		if (count++ < ARRAY_SIZE(words))
			words[count - 1] = word;
	if (!count)
		return 0; /* of a variable without quotes that is not set nothing is left */
	if (count == 1)
		return *words[0] != '\0';
	if (count == 2 && grub_is(words[0], "-z"))
		return !*words[1];
	if (count == 2 && grub_is(words[0], "-n"))
		return *words[1] != '\0';
	if (count == 3 && (grub_is(words[1], "=") || grub_is(words[1], "==")))
		return !strcmp(words[0], words[2]);
	if (count == 3 && grub_is(words[1], "!="))
		return strcmp(words[0], words[2]) != 0;
	return -1;
}

/* word is "if" or "elif". */
static int evaluate(const struct grub_command *command, const char *word)
{
	word = grub_next_word(command, word);
	return grub_is(word, "[") ? test(command, word) : -1;
}

static struct frame *top(struct reading *reading)
{
	return reading->depth ? &reading->frames[reading->depth - 1] : NULL;
}

static bool is_running(struct reading *reading)
{
	return !reading->depth || top(reading)->runs;
}

static int push(struct reading *reading, enum frame_kind kind, bool runs)
{
	bool outer = is_running(reading);

	if (reading->depth == DEPTH_MAX)
		return -E2BIG;
	reading->frames[reading->depth++] = (struct frame){ kind, outer && runs, false, outer };
	return 0;
}

static void choose_branch(struct frame *frame, int condition)
{
	frame->runs = frame->outer && !frame->is_known && condition != 0;
	frame->is_known |= condition > 0;
}

/* if, elif, else and fi. Whether the word is one; *r is 0 or -E2BIG. */
static bool take_branch(struct reading *reading, const struct grub_command *command,
			const char *word, int *r)
{
	struct frame *frame = top(reading);
	bool is_if = frame && frame->kind == FRAME_IF;

	*r = 0;
	if (grub_is(word, "if")) {
		*r = push(reading, FRAME_IF, true);
		if (!*r)
			choose_branch(top(reading), evaluate(command, word));
		return true;
	}
	if (grub_is(word, "elif") && is_if)
		choose_branch(frame, evaluate(command, word));
	else if (grub_is(word, "else") && is_if)
		choose_branch(frame, 1);
	else if (grub_is(word, "fi") && is_if)
		reading->depth--;
	else
		return false;
	return !grub_is(word, "else") || !grub_next_word(command, word);
}

/* "set name=value". That entries have ids is known, also where the file asks GRUB for it. */
static int set_variable(struct reading *reading, const char *word)
{
	const char *equals = word ? strchr(word, '=') : NULL;

	if (!equals || !strncmp(word, "menuentry_id_option=", strlen("menuentry_id_option=")))
		return 0;
	return grub_env_set(&reading->variables, word, (size_t)(equals - word), equals + 1,
			    strlen(equals + 1));
}

/* --- entries -------------------------------------------------------------------------------- */

/* What a menuentry or submenu says of itself. */
struct label {
	const char *title, *id;
};

/* The title is the first word that is neither an option nor an option's argument. */
static struct label read_label(const struct grub_command *command, const char *word)
{
	static const char *const with_argument[] = { "--id", "--class", "--users", "--hotkey" };
	struct label label = { "", "" };
	bool has_title = false;
	size_t i;

	while ((word = grub_next_word(command, word)) && !grub_is(word, "{")) {
		const char *option = word;

		for (i = 0; i < ARRAY_SIZE(with_argument); i++)
			if (grub_is(option, with_argument[i]))
				break;
		if (i < ARRAY_SIZE(with_argument)) {
			word = grub_next_word(command, word);
			if (!word)
				break;
			label.id = i ? label.id : word;
		} else if (!has_title && strncmp(word, "--", 2) != 0) {
			label.title = word;
			has_title = true;
		}
	}
	return label;
}

/* word is "menuentry" or "submenu". */
static int start_row(struct reading *reading, const struct grub_command *command, const char *word)
{
	bool is_submenu = grub_is(word, "submenu"), runs = is_running(reading);
	struct label label = read_label(command, word);
	struct grub_node *row;
	int r;

	if (reading->row) /* not in a menu */
		return push(reading, FRAME_OTHER, false);
	r = push(reading, is_submenu ? FRAME_SUBMENU : FRAME_ENTRY, true);
	if (r || !runs)
		return r;
	r = grub_menu_add(&reading->rows, reading->submenu, label.title, label.id, &row);
	if (r)
		return r;
	row->is_submenu = is_submenu;
	if (is_submenu)
		reading->submenu = row;
	else
		reading->row = row;
	return 0;
}

/* Takes the entry over, also on failure. */
static int add_entry(struct reading *reading, struct grub_node *row, struct boot_entry *entry)
{
	struct boot_entry added = *entry;
	int r;

	memset(entry, 0, sizeof(*entry));
	added.loader = BOOT_GRUB;
	row->entry = reading->entries->count;
	r = entries_add(reading->entries, &added);
	if (r)
		row->entry = GRUB_NO_ENTRY;
	return r;
}

static int end_entry(struct reading *reading)
{
	struct grub_node *row = reading->row;
	const char *id = *row->id ? row->id : row->title;
	int r;

	reading->row = NULL;
	if (!reading->entry.kernel) {
		entry_free(&reading->entry);
		return 0;
	}
	r = entry_set(&reading->entry.title, row->title, strlen(row->title));
	if (!r)
		r = entry_set(&reading->entry.id, id, strlen(id));
	return r ? r : add_entry(reading, row, &reading->entry);
}

/* "}" */
static int end_frame(struct reading *reading)
{
	struct frame frame;

	if (!reading->depth || top(reading)->kind == FRAME_IF)
		return 0;
	frame = *top(reading);
	reading->depth--;
	if (frame.runs && frame.kind == FRAME_SUBMENU)
		reading->submenu = reading->submenu->parent;
	return frame.runs && frame.kind == FRAME_ENTRY ? end_entry(reading) : 0;
}

/* GRUB has the newest first. */
static int compare_imported(const void *a, const void *b)
{
	return version_compare(((const struct boot_entry *)b)->id,
			       ((const struct boot_entry *)a)->id);
}

/* An entry's id is the name of its file without ".conf". */
static int import_entry(struct reading *reading, struct boot_entry *entry)
{
	struct grub_node *row;
	int r = entry_set(&entry->id, entry->id, strlen(entry->id) - strlen(".conf"));

	if (!r)
		r = grub_menu_add(&reading->rows, reading->submenu,
				  entry->title ? entry->title : entry->kernel, entry->id, &row);
	if (!r)
		r = entry_set(&entry->title, row->title, strlen(row->title));
	if (!r)
		r = grub_entry_expand(entry, &reading->variables);
	return r ? r : add_entry(reading, row, entry);
}

/* "blscfg" */
static int import_all(struct reading *reading)
{
	struct boot_entries *imported = reading->files->imported;
	size_t i;
	int r = 0;

	if (imported->count)
		qsort(imported->list, imported->count, sizeof(*imported->list), compare_imported);
	for (i = 0; !r && i < imported->count; i++)
		if (imported->list[i].kernel && !imported->list[i].is_unified)
			r = import_entry(reading, &imported->list[i]);
	return r;
}

/* --- the file ------------------------------------------------------------------------------- */

static int run(struct reading *reading, const struct grub_command *command)
{
	const char *word = grub_next_word(command, NULL);
	int r;

	while (grub_is(word, "then") || grub_is(word, "do"))
		word = grub_next_word(command, word);
	if (!word || take_branch(reading, command, word, &r))
		return word ? r : 0;
	if (grub_is(word, "else"))
		word = grub_next_word(command, word);
	if (grub_is(word, "}"))
		return end_frame(reading);
	if (grub_is(word, "menuentry") || grub_is(word, "submenu"))
		return start_row(reading, command, word);
	if (grub_is(word, "function"))
		return push(reading, FRAME_OTHER, false);
	if (!is_running(reading))
		return 0;
	if (reading->row)
		return grub_entry_run(&reading->entry, command, word);
	if (grub_is(word, "set"))
		return set_variable(reading, grub_next_word(command, word));
	return grub_is(word, "blscfg") ? import_all(reading) : 0;
}

static int run_all(struct reading *reading)
{
	const char *at = reading->files->config, *end = at + reading->files->config_length;
	struct grub_command command = { 0 };
	int r = 0;

	while (!r && grub_next_command(&at, end, &reading->variables, &command)) {
		r = text_error(&command.words);
		if (!r)
			r = run(reading, &command);
	}
	text_free(&command.words);
	return r;
}

static int mark_default(struct reading *reading)
{
	static const char name[] = "default";
	const struct grub_node *row;
	int r = grub_menu_find(&reading->rows,
			       grub_env_get(&reading->variables, name, strlen(name)), &row);

	if (!r && row && row->entry != GRUB_NO_ENTRY)
		reading->entries->list[row->entry].is_default = true;
	return r;
}

int grub_read(const struct grub_files *files, struct boot_entries *entries)
{
	static const char option[] = "menuentry_id_option";
	struct reading *reading = calloc(1, sizeof(*reading));
	int r;

	if (!reading)
		return -ENOMEM;
	reading->files = files;
	reading->entries = entries;
	r = grub_env_set(&reading->variables, option, strlen(option), "--id", strlen("--id"));
	if (!r && files->environment)
		r = grub_env_read(&reading->variables, files->environment,
				  files->environment_length);
	if (!r)
		r = run_all(reading);
	if (!r)
		r = mark_default(reading);
	grub_menu_free(&reading->rows);
	entry_free(&reading->entry);
	grub_env_free(&reading->variables);
	free(reading);
	return r;
}
