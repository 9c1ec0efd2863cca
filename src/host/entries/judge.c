// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks into what an entry loads, and at its words.
 */
#include "host/entries/judge.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/error.h"
#include "host/entries/open.h"

static void set_state(struct entry_verdict *verdict, enum entry_state state)
{
	verdict->state = state;
	verdict->is_problem = state != ENTRY_VERIFIED && state != ENTRY_UNKNOWN;
}

static int verify_parts(const struct boot_machine *machine, const struct boot_entry *entry,
			const struct cpio_part *parts, size_t count, const struct claim *claim,
			struct entry_verdict *verdict)
{
	static const enum entry_state states[] = {
		[IMAGE_VERIFIED] = ENTRY_VERIFIED,       [IMAGE_MISSING] = ENTRY_MISSING,
		[IMAGE_UNKNOWN] = ENTRY_UNKNOWN,         [IMAGE_DAMAGED] = ENTRY_DAMAGED,
		[IMAGE_OUT_OF_DATE] = ENTRY_OUT_OF_DATE,
	};
	struct verification image;
	int r = image_verify_parts(machine->fs, entry->release, parts, count, claim, &image);

	if (r)
		return r;
	text_puts(&verdict->why, text_string(&image.problem));
	set_state(verdict, states[image.state]);
	verification_free(&image);
	return 0;
}

/* Without a release nobody can say that the module is for this kernel. */
static int judge_parts(const struct boot_machine *machine, const struct boot_entry *entry,
		       const struct cpio_part *parts, size_t count, const struct claim *claim,
		       struct entry_verdict *verdict)
{
	if (count && entry->release)
		return verify_parts(machine, entry, parts, count, claim, verdict);
	if (count) {
		text_puts(&verdict->why, "the release of its kernel is unknown");
		set_state(verdict, ENTRY_UNKNOWN);
	} else if (claim->is_configured) {
		text_puts(&verdict->why, "it loads no initramfs image");
		set_state(verdict, ENTRY_MISSING);
	} else {
		set_state(verdict, ENTRY_VERIFIED);
	}
	return 0;
}

static int judge_files(const struct boot_machine *machine, const struct boot_entry *entry,
		       const struct claim *claim, struct entry_verdict *verdict)
{
	struct cpio_part parts[ENTRY_PARTS_MAX];
	const char *path;
	size_t count;
	int r;

	if (entry->unread) {
		text_puts(&verdict->why, entry->unread);
		set_state(verdict, entry->is_missing ? ENTRY_MISSING : ENTRY_UNKNOWN);
		return 0;
	}
	r = entry_open(&machine->entries, entry, parts, &count, &path);
	if (!r) {
		r = judge_parts(machine, entry, parts, count, claim, verdict);
		entry_close(parts, count);
		return r;
	}
	place_add_path(&machine->entries.places[entry->place], path, &verdict->why);
	if (r == -ENOENT)
		text_puts(&verdict->why, " is missing");
	else
		text_printf(&verdict->why, " cannot be read: %s", error_text(r));
	set_state(verdict, r == -ENOENT ? ENTRY_MISSING : ENTRY_UNKNOWN);
	return r == -ENOMEM ? r : 0;
}

/* Whatever its image holds: what cannot boot is not turned off. */
static void judge_words(const struct boot_entry *entry, const struct claim *claim,
			struct entry_verdict *verdict)
{
	if (!claim->is_configured || verdict->state == ENTRY_MISSING || !entry_is_turned_off(entry))
		return;
	text_free(&verdict->why);
	text_puts(&verdict->why,
		  "vfio_prebind.enable=0: every function is left to its host driver");
	verdict->state = ENTRY_TURNED_OFF;
	verdict->is_problem = entry->is_default;
}

int entry_judge(const struct boot_machine *machine, const struct boot_entry *entry,
		const struct claim *claim, struct entry_verdict *verdict)
{
	int r;

	memset(verdict, 0, sizeof(*verdict));
	r = judge_files(machine, entry, claim, verdict);
	if (!r)
		judge_words(entry, claim, verdict);
	if (!r)
		r = text_error(&verdict->why);
	if (r)
		entry_free_verdict(verdict);
	return r;
}

void entry_free_verdict(struct entry_verdict *verdict)
{
	text_free(&verdict->why);
}

static bool has_same_images(const struct boot_entry *a, const struct boot_entry *b)
{
	size_t i;

	if (a->place != b->place || a->image_count != b->image_count || a->is_unified ||
	    b->is_unified || a->unread || b->unread || !a->release || !b->release ||
	    strcmp(a->release, b->release) != 0)
		return false;
	for (i = 0; i < a->image_count; i++)
		if (strcmp(a->images[i], b->images[i]) != 0)
			return false;
	return true;
}

/* Entries that load the same images, for recovery and to choose a kernel, get the same answer. */
static int judge_once(const struct boot_machine *machine, size_t index, const struct claim *claim,
		      struct entry_verdict *verdicts)
{
	const struct boot_entry *list = machine->entries.list;
	size_t i;

	for (i = 0; i < index; i++) {
		if (verdicts[i].state == ENTRY_TURNED_OFF ||
		    !has_same_images(&list[i], &list[index]))
			continue;
		set_state(&verdicts[index], verdicts[i].state);
		text_puts(&verdicts[index].why, text_string(&verdicts[i].why));
		judge_words(&list[index], claim, &verdicts[index]);
		return text_error(&verdicts[index].why);
	}
	return entry_judge(machine, &list[index], claim, &verdicts[index]);
}

int entries_judge(const struct boot_machine *machine, const struct claim *claim,
		  struct entry_verdict **verdicts)
{
	struct entry_verdict *result = calloc(machine->entries.count + 1, sizeof(*result));
	int r = result ? 0 : -ENOMEM;
	size_t i;

	for (i = 0; !r && i < machine->entries.count; i++)
		r = judge_once(machine, i, claim, result);
	if (r)
		entries_free_verdicts(machine, result);
	else
		*verdicts = result;
	return r;
}

void entries_free_verdicts(const struct boot_machine *machine, struct entry_verdict *verdicts)
{
	size_t i;

	for (i = 0; verdicts && i < machine->entries.count; i++)
		entry_free_verdict(&verdicts[i]);
	free(verdicts);
}

static bool has_image(const struct boot_entries *entries, const struct boot_entry *entry)
{
	return entry->is_unified ||
	       (entry->image_count &&
		fs_exists(entries->places[entry->place].fs, entry->images[entry->image_count - 1]));
}

static bool is_loaded(const struct boot_entries *entries, const struct image *file)
{
	size_t i;

	for (i = 0; i < entries->count; i++) {
		const struct boot_entry *entry = &entries->list[i];

		if (!entry->unread && entry->release && !strcmp(entry->release, file->kernel) &&
		    has_image(entries, entry))
			return true;
	}
	return false;
}

void entries_drop_loaded(const struct boot_entries *entries, struct image *files, size_t *count)
{
	size_t i, kept = 0;

	for (i = 0; i < *count; i++)
		if (!files[i].path && is_loaded(entries, &files[i]))
			free(files[i].kernel);
		else
			files[kept++] = files[i];
	*count = kept;
}

void entry_name(const struct boot_machine *machine, const struct boot_entry *entry,
		struct text *out)
{
	const char *title = entry->title ? entry->title : entry->id;

	text_printf(out, "the %sboot entry \"%s\" (", entry->is_default ? "default " : "", title);
	place_add_path(&machine->entries.places[entry->place], entry->kernel, out);
	text_puts(out, ")");
}

void entry_explain(const struct boot_machine *machine, const struct boot_entry *entry,
		   const struct entry_verdict *verdict, struct text *out)
{
	bool is_of_image = verdict->state == ENTRY_DAMAGED || verdict->state == ENTRY_OUT_OF_DATE;

	entry_name(machine, entry, out);
	text_printf(out, is_of_image ? " loads an image that %s" : ": %s",
		    text_string(&verdict->why));
}
