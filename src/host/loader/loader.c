// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is done for each boot loader, and whether it helped.
 */
#include "host/loader/loader.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/spawn.h"
#include "host/entries/judge.h"
#include "host/entries/read.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/next_entries.h"
#include "host/loader/note.h"
#include "host/loader/one_shot.h"
#include "host/loader/word_list.h"
#include "host/loader/words.h"

bool loader_is_enabled(struct fs *fs, enum loader loader)
{
	bool is_drop_in = loader == LOADER_GRUB || loader == LOADER_PROXMOX;

	return (is_drop_in && fs_exists(fs, GRUB_DROP_IN)) ||
	       (loader != LOADER_GRUB && fs_exists(fs, LOADER_STATE));
}

/* --- a job ---------------------------------------------------------------------------------- */

static bool lacks(const struct boot_entry *entry, const char *words)
{
	return !words_have_all(entry->words ? entry->words : "", words);
}

/* Without an entry that was read, the firmware says which of the two it is. */
static void look_at_proxmox(struct loader_job *job, const struct boot_entries *entries)
{
	bool has_efi = fs_exists(job->fs, "sys/firmware/efi");
	size_t i;

	for (i = 0; i < entries->count; i++)
		if (entries->list[i].loader == BOOT_GRUB)
			job->has_grub = true;
		else
			job->has_cmdline = true;
	job->has_grub |= !entries->count && !has_efi;
	job->has_cmdline |= !entries->count && has_efi;
}

static void look_at_words(struct loader_job *job, const struct next_entries *next)
{
	size_t i;

	job->is_there = next->count > 0;
	for (i = 0; i < next->count; i++)
		job->is_there &= !lacks(next->list[i], job->words);
	if (next->is_certain && next->count)
		kernel_cmdline_add(entry_own_words(next->list[0]), &job->first);
}

static int look(struct loader_job *job, const struct boot_machine *machine)
{
	struct next_entries next;
	int r = next_entries_find(machine, &next);

	if (!r)
		r = one_shot_read(machine, &job->next);
	if (r)
		return r;
	job->loader = loader_find_in(machine);
	look_at_words(job, &next);
	look_at_proxmox(job, &machine->entries);
	if (job->loader == LOADER_KERNEL_INSTALL || job->loader == LOADER_SDBOOTUTIL ||
	    job->loader == LOADER_PROXMOX)
		r = refresh_add_all(&job->refresh, machine, REFRESH_WORDS);
	return r ? r : text_error(&job->first);
}

int loader_job_open(struct loader_job *job)
{
	struct boot_machine machine;
	int r = boot_machine_open(&machine, job->sysroot);

	if (!r)
		r = boot_machine_read(&machine);
	if (!r)
		r = look(job, &machine);
	boot_machine_close(&machine);
	return r;
}

/* What went wrong with one command ends it. */
static void refresh(struct loader_job *job)
{
	size_t i;

	if (job->problem.length)
		return;
	if (job->loader == LOADER_GRUB || job->loader == LOADER_GRUB_FILE)
		grub_run(job);
	for (i = 0; !job->problem.length && i < job->refresh.count; i++)
		loader_run(job, job->refresh.list[i]->argv);
}

/* Again, too, where the last one was cut short between the file and the entries. */
void loader_enable(struct loader_job *job)
{
	if (job->loader == LOADER_GRUB || (job->loader == LOADER_PROXMOX && job->has_grub))
		grub_drop_in_enable(job);
	if (!job->problem.length &&
	    (job->loader == LOADER_PROXMOX ? job->has_cmdline : job->loader != LOADER_GRUB))
		words_enable(job);
	if (job->is_changed || !job->is_there)
		refresh(job);
}

/* The files that say that there are words go last: as long as they are there, --disable goes on. */
void loader_disable(struct loader_job *job)
{
	bool is_drop_in = loader_is_enabled(job->fs, LOADER_GRUB) &&
			  (job->loader == LOADER_GRUB || job->loader == LOADER_PROXMOX);
	bool has_note = false;

	if (is_drop_in)
		grub_drop_in_disable(job);
	if (!job->problem.length && job->loader != LOADER_GRUB)
		has_note = words_disable(job);
	if (is_drop_in || has_note)
		refresh(job);
	if (is_drop_in && !job->problem.length)
		loader_remove(job, GRUB_DROP_IN);
	if (has_note && !job->problem.length)
		loader_remove(job, LOADER_STATE);
}

/* --- what came of it ------------------------------------------------------------------------ */

static void verify_entry(const struct boot_machine *machine, const struct boot_entry *entry,
			 const char *words, bool enabled, struct text *out)
{
	struct text wrong = { 0 };
	const char *file = entry->file ? entry->file : entry->kernel;

	if (enabled)
		words_add_missing(words, entry->words ? entry->words : "", &wrong);
	else
		words_add_common(words, entry->words ? entry->words : "", &wrong);
	if (wrong.length) {
		text_puts(out, out->length ? "\n" : "");
		entry_name(machine, entry, out);
		text_printf(out, enabled ? " has no %s: see " : " still has %s: see ",
			    text_string(&wrong));
		place_add_path(&machine->entries.places[entry->place], file, out);
	}
	text_free(&wrong);
}

/* Where no default is known, all that may boot must have the words. */
static int verify(const struct loader_job *job, const struct boot_machine *machine, bool enabled,
		  struct text *out)
{
	const struct diagnostics *errors = &machine->entries.errors;
	const char *words = enabled ? job->words : text_string(&job->removed);
	struct next_entries next;
	size_t i;
	int r = next_entries_find(machine, &next);

	for (i = 0; i < errors->count; i++)
		text_printf(out, "%s%s: %s", out->length ? "\n" : "", errors->list[i].file,
			    errors->list[i].text);
	for (i = 0; !r && i < next.count; i++)
		verify_entry(machine, next.list[i], words, enabled, out);
	if (!r && !next.count)
		text_printf(out,
			    "%scannot tell which entry boots, nor whether the next boot has these "
			    "words",
			    out->length ? "\n" : "");
	return r ? r : one_shot_explain(machine, &job->next, out);
}

int loader_verify(const struct loader_job *job, bool enabled, struct text *out)
{
	struct boot_machine machine;
	int r = boot_machine_open(&machine, job->sysroot);

	if (!r)
		r = boot_machine_read(&machine);
	if (!r)
		r = verify(job, &machine, enabled, out);
	boot_machine_close(&machine);
	return r ? r : text_error(out);
}
