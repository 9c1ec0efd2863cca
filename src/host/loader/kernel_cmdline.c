// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes the file, and edits its first line.
 */
#include "host/loader/kernel_cmdline.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/loader/next_entries.h"
#include "host/loader/word_list.h"
#include "host/loader/note.h"
#include "kernel/inputs.h"

#define VENDOR_CMDLINE "usr/lib/kernel/cmdline"

/* --- a file that is missing ----------------------------------------------------------------- */

static bool is_made_from_it(const struct boot_machine *machine, const struct boot_entry *entry)
{
	switch (entry_find_maker(machine, entry)) {
	case ENTRY_BY_PROXMOX:
		return entry->loader != BOOT_GRUB;
	case ENTRY_BY_SDBOOTUTIL:
	case ENTRY_BY_KERNEL_INSTALL:
		return true;
	case ENTRY_BY_KERNELSTUB:
	case ENTRY_BY_HAND:
		break;
	}
	return false;
}

bool kernel_cmdline_is_missing(const struct boot_machine *machine)
{
	const struct boot_entries *entries = &machine->entries;
	size_t i;

	if (fs_exists(machine->fs, KERNEL_CMDLINE) ||
	    (!machine->is_proxmox && fs_exists(machine->fs, VENDOR_CMDLINE)))
		return false;
	for (i = 0; i < entries->count; i++)
		if (is_made_from_it(machine, &entries->list[i]))
			return true;
	return false;
}

/* Whether a boot loader adds the word by itself. */
static bool is_added(const char *word)
{
	static const char *const names[] = { "initrd=", "BOOT_IMAGE=" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strncmp(word, names[i], strlen(names[i])))
			return true;
	return false;
}

void kernel_cmdline_add(const char *words, struct text *out)
{
	size_t length;

	for (; *(words = words_skip(words)); words += length) {
		length = words_length(words);
		if (is_added(words))
			continue;
		text_puts(out, out->length ? " " : "");
		text_add(out, words, length);
	}
}

static void write_new(const struct boot_machine *machine, const char *sysroot,
		      const struct boot_entry *entry, const char *words, struct text *done,
		      struct text *problem)
{
	struct text line = { 0 };
	int r;

	text_printf(&line, "%s\n", words);
	r = text_error(&line);
	if (!r)
		r = replace_file(sysroot, KERNEL_CMDLINE, line.data, line.length);
	text_free(&line);
	if (r) {
		text_printf(problem, "/" KERNEL_CMDLINE " cannot be written: %s", error_text(r));
		return;
	}
	text_puts(done, "wrote /" KERNEL_CMDLINE " with the words of the default boot entry (");
	place_add_path(&machine->entries.places[entry->place], entry->file, done);
	text_puts(done, "): without that file, all entries would get the words of this boot");
}

/* With the words of this boot, if they can be read. */
static int keep(const struct boot_machine *machine, const char *sysroot, const char *running,
		struct text *done, struct text *problem)
{
	struct text own = { 0 }, words = { 0 };
	struct next_entries next;
	int r = next_entries_find(machine, &next);

	if (r)
		return r;
	kernel_cmdline_add(running, &own);
	if (next.is_certain && next.count)
		kernel_cmdline_add(entry_own_words(next.list[0]), &words);
	r = text_error(&own) ? text_error(&own) : text_error(&words);
	if (!r && words.length && strcmp(text_string(&own), words.data) != 0)
		write_new(machine, sysroot, next.list[0], words.data, done, problem);
	else if (!r && !words.length)
		text_puts(problem, "/" KERNEL_CMDLINE
				   " is missing, and it is unknown which entry boots: without the "
				   "file all entries would get the words of this boot; write the "
				   "words for every boot into it, then run this again");
	text_free(&own);
	text_free(&words);
	return r;
}

int kernel_cmdline_keep(const struct boot_machine *machine, const char *sysroot, struct text *done,
			struct text *problem)
{
	cleanup_free char *running = NULL;
	size_t length;
	int r;

	if (!kernel_cmdline_is_missing(machine))
		return 0;
	r = fs_read(machine->fs, CMDLINE_PATH, CMDLINE_MAX, &running, &length);
	if (!r)
		return keep(machine, sysroot, running, done, problem);
	return r == -ENOENT ? 0 : r;
}

/* --- its first line ------------------------------------------------------------------------- */

/* The first line that is no comment, without its end. false: there is none. */
static bool find_line(const char *data, const char **start, size_t *length)
{
	const char *line = data;

	for (; *line; line += *length + (line[*length] == '\n')) {
		*length = strcspn(line, "\n");
		if (*words_skip(line) != '#' && words_skip(line) < line + *length) {
			*start = line;
			return true;
		}
	}
	return false;
}

/* The file with this line instead of that one. */
static void put_line(const char *data, const char *start, size_t length, const struct text *line,
		     struct text *out)
{
	text_add(out, data, (size_t)(start - data));
	text_puts(out, text_string(line));
	text_puts(out, start[length] ? start + length : "\n");
}

/* A line that was not there is the last one. */
static void add_to_line(const char *data, const char *words, struct text *out)
{
	struct text line = { 0 };
	const char *start;
	size_t length;

	if (!find_line(data, &start, &length)) {
		text_printf(out, "%s%s%s\n", data,
			    *data && data[strlen(data) - 1] != '\n' ? "\n" : "", words);
		return;
	}
	text_add(&line, start, length);
	text_printf(&line, " %s", words);
	put_line(data, start, length, &line, out);
	text_free(&line);
}

static void line_of(const char *data, struct text *line)
{
	const char *start;
	size_t length;

	if (find_line(data, &start, &length))
		text_add(line, start, length);
}

/* Whether the file is still as the note says that it was made. */
static bool is_made_here(const char *note, const char *data)
{
	const char *end = strchr(note, '\n');

	return end && end[1] && !strcmp(end + 1, data);
}

/* What a new file starts with: the vendor's, as kernel-install(8) takes it, or the default's. */
static bool read_first(struct loader_job *job, struct text *out)
{
	cleanup_free char *vendor = NULL;

	if (job->loader != LOADER_PROXMOX && fs_exists(job->fs, VENDOR_CMDLINE)) {
		if (!loader_read(job, VENDOR_CMDLINE, &vendor))
			return false;
		text_puts(out, vendor);
		return true;
	}
	if (!job->first.length) {
		text_puts(&job->problem, "/" KERNEL_CMDLINE
					 " is missing, and it is unknown which entry boots: write "
					 "the words for every boot into it, then run this again");
		return false;
	}
	text_printf(out, "%s\n", text_string(&job->first));
	return true;
}

static void write_with(struct loader_job *job, const char *note, const char *old,
		       const char *missing, bool is_ours)
{
	struct text new = { 0 };

	add_to_line(old, missing, &new);
	loader_write_note(job, note, missing, is_ours ? text_string(&new) : "");
	if (!job->problem.length && !text_error(&new)) {
		loader_write(job, KERNEL_CMDLINE, text_string(&new));
		job->is_changed = true;
	}
	text_free(&new);
}

void kernel_cmdline_enable(struct loader_job *job, const char *note)
{
	bool is_new = !fs_exists(job->fs, KERNEL_CMDLINE);
	struct text old = { 0 }, line = { 0 }, missing = { 0 };
	cleanup_free char *data = NULL;

	if (loader_read(job, KERNEL_CMDLINE, &data) && (!is_new || read_first(job, &old))) {
		if (!is_new)
			text_puts(&old, data);
		line_of(text_string(&old), &line);
		words_add_missing(job->words, text_string(&line), &missing);
		if (missing.length)
			write_with(job, note, text_string(&old), text_string(&missing),
				   is_new || is_made_here(note, data));
	}
	text_free(&old);
	text_free(&line);
	text_free(&missing);
}

/* Whether entries that are made without the file get these words, too. */
static bool is_needless(struct loader_job *job, const char *words)
{
	struct text running = { 0 }, own = { 0 };
	cleanup_free char *data = NULL;
	bool is_same;

	if (job->loader != LOADER_PROXMOX && fs_exists(job->fs, VENDOR_CMDLINE))
		return true;
	if (!loader_read(job, CMDLINE_PATH, &data))
		return false;
	kernel_cmdline_add(data, &running);
	kernel_cmdline_add(words, &own);
	is_same = !text_error(&running) && !text_error(&own) &&
		  !strcmp(text_string(&running), text_string(&own));
	text_free(&running);
	text_free(&own);
	return is_same;
}

static void write_without(struct loader_job *job, const char *words, const char *data, bool is_ours)
{
	struct text old = { 0 }, line = { 0 }, new = { 0 };
	const char *start;
	size_t length;

	if (!find_line(data, &start, &length))
		return;
	text_add(&old, start, length);
	words_add_others(words, text_string(&old), &line);
	put_line(data, start, length, &line, &new);
	if (is_ours && is_needless(job, text_string(&line)))
		loader_remove(job, KERNEL_CMDLINE);
	else if (!job->problem.length && strcmp(data, text_string(&new)) != 0)
		loader_write(job, KERNEL_CMDLINE, text_string(&new));
	job->is_changed = true;
	text_free(&old);
	text_free(&line);
	text_free(&new);
}

void kernel_cmdline_disable(struct loader_job *job, const char *words, const char *made)
{
	cleanup_free char *data = NULL;

	if (loader_read(job, KERNEL_CMDLINE, &data))
		write_without(job, words, data, *made && !strcmp(data, made));
}
