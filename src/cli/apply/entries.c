// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads, refreshes and judges boot entries. One that was not read is not verified.
 */
#include "cli/apply/entries.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/spawn.h"
#include "host/entries/read.h"
#include "host/image/fresh.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/next_entries.h"
#include "host/loader/one_shot.h"
#include "host/show/table.h"

static int complain_unread(int r)
{
	if (r)
		complain("cannot read the boot entries: %s", error_text(r));
	return r;
}

void apply_close_entries(struct apply *apply)
{
	entries_free_verdicts(&apply->boot, apply->verdicts);
	apply->verdicts = NULL;
	if (apply->boot.fs)
		boot_machine_close(&apply->boot);
}

/* Images are still built: a menu that is too long is no reason against it. */
int apply_read_opened(struct apply *apply, int r)
{
	if (!r)
		r = boot_machine_read(&apply->boot);
	apply->is_unread = r;
	if (!r || r == -ENOMEM)
		return complain_unread(r);
	complain("not verified: the boot entries cannot be read: %s", error_text(r));
	apply_close_entries(apply);
	return 0;
}

int apply_read_entries(struct apply *apply)
{
	apply_close_entries(apply);
	return apply_read_opened(apply, boot_machine_open(&apply->boot, apply->options->sysroot));
}

int apply_judge_entries(struct apply *apply)
{
	return complain_unread(entries_judge(&apply->boot, &apply->claim, &apply->verdicts));
}

enum status apply_keep_words(struct apply *apply)
{
	struct text done = { 0 }, problem = { 0 };
	enum status status;
	int r;

	if (apply->is_unread)
		return STATUS_OK;
	r = kernel_cmdline_keep(&apply->boot, apply->options->sysroot, &done, &problem);

	if (!r)
		r = one_shot_read(&apply->boot, &apply->words);
	if (done.length)
		complain("%s", text_string(&done));
	if (problem.length)
		complain("nothing was done: %s", text_string(&problem));
	status = complain_unread(r) || problem.length ? STATUS_FAILED : STATUS_OK;
	text_free(&done);
	text_free(&problem);
	return status;
}

/* --- what makes them again ------------------------------------------------------------------ */

static bool is_stale(const struct entry_verdict *verdict)
{
	return verdict->is_problem && verdict->state != ENTRY_TURNED_OFF;
}

/* An image that was built without hooks, or that is built with the entry and was due. */
static bool has_new_image(const struct apply *apply, const struct boot_entry *entry)
{
	size_t i;

	for (i = 0; entry->release && i < apply->count; i++) {
		const struct result *result = &apply->results[i];

		if (!strcmp(apply->files[i].kernel, entry->release) &&
		    ((result->way == WAY_DRACUT && !image_has_hooks(apply->boot.fs) &&
		      (result->is_generated || (apply->options->dry_run && result->is_due))) ||
		     (result->way == WAY_COPY && !result->is_current)))
			return true;
	}
	return false;
}

/* The file that has the only image of the kernel, and is none of the images of apply; NULL. */
static char *only_image(const struct apply *apply, const struct boot_entry *entry)
{
	if (entry->is_unified)
		return entry->kernel;
	if (entry_find_maker(&apply->boot, entry) != ENTRY_BY_SDBOOTUTIL || !entry->image_count)
		return NULL;
	return entry->images[entry->image_count - 1];
}

/* Whether that is older than what goes into it: image_is_fresh(). */
static bool is_old(const struct apply *apply, const struct boot_entry *entry)
{
	struct image image = { entry->release, only_image(apply, entry) };

	return image.kernel && image.path && !entry->unread &&
	       apply->boot.entries.places[entry->place].fs == apply->boot.fs &&
	       !image_is_fresh(apply->boot.fs, &image);
}

static bool is_due(const struct apply *apply, size_t i)
{
	const struct boot_entry *entry = &apply->boot.entries.list[i];

	return apply->options->force || is_stale(&apply->verdicts[i]) ||
	       has_new_image(apply, entry) || is_old(apply, entry);
}

static int find_commands(const struct apply *apply, struct refresh_commands *commands)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < apply->boot.entries.count; i++)
		if (is_due(apply, i))
			r = refresh_add_entry(commands, &apply->boot, &apply->boot.entries.list[i],
					      REFRESH_IMAGES);
	return complain_unread(r);
}

static void run(struct apply *apply, const struct refresh_command *command)
{
	struct text line = { 0 };
	int r;

	refresh_show(command, &line);
	complain("running '%s'", text_string(&line));
	r = run_program(command->argv);
	if (r < 0)
		complain("'%s' cannot be run: %s", text_string(&line), error_text(r));
	else if (r)
		complain("'%s' ended with status %d", text_string(&line), r);
	apply->has_failed |= r != 0;
	apply->has_refreshed = true;
	text_free(&line);
}

int apply_list_refreshes(struct apply *apply, struct json_object *list)
{
	struct refresh_commands commands = { 0 };
	size_t i;
	int r = find_commands(apply, &commands);

	for (i = 0; !r && i < commands.count; i++) {
		struct text line = { 0 };

		refresh_show(commands.list[i], &line);
		r = json_object_array_add(list, show_new_string(text_string(&line), line.length));
		text_free(&line);
	}
	refresh_free(&commands);
	return r ? -ENOMEM : 0;
}

int apply_refresh(struct apply *apply)
{
	struct refresh_commands commands = { 0 };
	size_t i;
	int r = apply_read_entries(apply);

	if (!r)
		r = apply_judge_entries(apply);
	if (!r)
		r = find_commands(apply, &commands);
	if (!r && commands.count) {
		apply_close_entries(apply);
		for (i = 0; i < commands.count; i++)
			run(apply, commands.list[i]);
		r = apply_read_entries(apply);
		if (!r)
			r = apply_judge_entries(apply);
	}
	refresh_free(&commands);
	return r;
}

/* --- what they are -------------------------------------------------------------------------- */

/* The row of the entry's kernel that is not as it must be; NULL: there is none. */
static const struct image *find_stale(const struct apply *apply, const char *release)
{
	size_t i;

	for (i = 0; release && i < apply->count; i++)
		if (!strcmp(apply->files[i].kernel, release) && *apply_problem(&apply->results[i]))
			return &apply->files[i];
	return NULL;
}

/* apply makes no image where there is none; otherwise it does what it can. */
static void add_cure(const struct apply *apply, const struct boot_entry *entry, struct text *out)
{
	const struct image *stale = find_stale(apply, entry->release);
	bool verifies = apply->options->verify;
	struct text command = { 0 };

	entry_add_refresh(&apply->boot, entry, &command);
	text_puts(out, ": ");
	if (entry->loader == BOOT_GRUB && entry->is_missing && !apply->boot.is_proxmox)
		text_printf(out, "run '%s'", grub_command(apply->boot.fs));
	else if (stale && !stale->path)
		generator_explain_creation(apply->boot.fs, entry->release, out);
	else if (verifies && (command.length || stale))
		text_printf(out, "%srun 'vfio-prebind apply'",
			    apply->next_boot.inputs.errors.count ? "fix the errors above, then "
								 : "");
	else if (verifies || !command.length)
		text_puts(out, "the command that rebuilds it is unknown");
	else
		text_printf(out, "run '%s' and see what it says", text_string(&command));
	text_free(&command);
}

static void complain_entry(const struct apply *apply, size_t i)
{
	const struct boot_entry *entry = &apply->boot.entries.list[i];
	const struct entry_verdict *verdict = &apply->verdicts[i];
	struct text line = { 0 };

	if (verdict->state == ENTRY_UNKNOWN)
		text_puts(&line, "not verified: ");
	entry_explain(&apply->boot, entry, verdict, &line);
	if (is_stale(verdict))
		add_cure(apply, entry, &line);
	complain("%s", text_string(&line));
	text_free(&line);
}

/* Words that were typed once are an error whatever the images are. */
static enum status complain_one_shot(const struct apply *apply)
{
	struct text words = { 0 };
	enum status status;
	const char *line;
	int r = one_shot_explain(&apply->boot, &apply->words, &words);

	for (line = text_string(&words); *line; line += *line == '\n') {
		complain("error: %.*s", (int)strcspn(line, "\n"), line);
		line += strcspn(line, "\n");
	}
	status = complain_unread(r) || words.length ? STATUS_FAILED : STATUS_OK;
	text_free(&words);
	return status;
}

enum status apply_conclude_entries(const struct apply *apply)
{
	const struct boot_entries *entries = &apply->boot.entries;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < entries->count; i++) {
		const struct entry_verdict *verdict = &apply->verdicts[i];

		if (!verdict->is_problem &&
		    (verdict->state != ENTRY_UNKNOWN || !entries->list[i].is_default))
			continue;
		complain_entry(apply, i);
		status = STATUS_NOT_AS_CONFIGURED;
	}
	for (i = 0; i < entries->errors.count; i++) {
		complain("not verified: %s: %s", entries->errors.list[i].file,
			 entries->errors.list[i].text);
		status = STATUS_NOT_AS_CONFIGURED;
	}
	if (apply->is_unread)
		status = STATUS_NOT_AS_CONFIGURED;
	else if (!entries->count && !entries->errors.count)
		complain("not verified: what the boot loader loads: none of its entries was found");
	return complain_one_shot(apply) || apply->has_failed ? STATUS_FAILED : status;
}
