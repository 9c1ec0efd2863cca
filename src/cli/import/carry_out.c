// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine is locked, so that no other instance changes a file between reading and writing.
 */
#include "cli/import/carry_out.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/advice.h"
#include "cli/import/deletions.h"
#include "core/error.h"
#include "host/base/sysroot.h"

/* Refuses if a device without a rule would lose its driver. */
static bool find_lost(const struct import *import)
{
	bool found = false;
	size_t i;

	for (i = 0; i < import->rule_count; i++) {
		struct text rule = { 0 };

		if (import->rules[i].there)
			continue;
		found = true;
		rule_format(&import->rules[i].rule, &rule);
		complain("error: %s is not in any configuration file", text_string(&rule));
		text_free(&rule);
	}
	if (found)
		complain("nothing was deleted: without a rule, these devices would be left to the "
			 "host; run 'vfio-prebind import --write --apply', or use --force");
	return found;
}

static void complain_change(const struct changes *changes, size_t at, int error)
{
	const char *path = at < changes->count ? changes->list[at].path : JOURNAL_DIRECTORY;

	if (error == -EALREADY)
		complain("error: /%s has changed since; nothing was done", path);
	else if (error == -ELOOP)
		complain(
			"error: /%s, or a directory above it, is a symbolic link; nothing was done",
			path);
	else
		complain("error: /%s: %s; nothing was done", path, error_text(error));
}

static void print_deleted(const struct import *import)
{
	size_t i;

	puts("deleted:");
	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];
		struct text place = { 0 };

		if (!setting->is_deleted)
			continue;
		setting_place(setting, &place);
		print_plain("  %s%s%s\n", text_string(&place), setting->text.length ? ": " : "",
			    text_string(&setting->text));
		text_free(&place);
	}
	puts("To restore it, run 'vfio-prebind import --undo', then 'vfio-prebind apply', then "
	     "reboot.");
}

enum status import_apply(struct import *import, bool is_added, bool force)
{
	struct changes changes = { 0 };
	size_t at = 0;
	int r;

	if (!is_added && !force && find_lost(import))
		return STATUS_FAILED;
	r = deletions_plan(import, &changes);
	if (!r && changes.count)
		r = changes_do(&changes, import->machine->fs, import->machine->sysroot, &at);
	else if (r)
		at = changes.count ? changes.count - 1 : 0;
	if (r)
		complain_change(&changes, at, r);
	else if (changes.count)
		print_deleted(import);
	else
		puts("nothing to delete");
	changes_free(&changes);
	return r ? STATUS_FAILED : STATUS_OK;
}

static void print_command(void *data, const char *command)
{
	(void)data;
	fprintf(stderr, "  %s\n", command);
}

static void print_restored(const struct changes *changes, struct fs *fs)
{
	struct import_places places = { 0 };
	size_t i;

	puts("restored:");
	for (i = 0; i < changes->count; i++) {
		struct text file = { 0 };

		text_printf(&file, "/%s", changes->list[i].path);
		print_plain("  %s%s\n", text_string(&file),
			    changes->list[i].old.data ? "" : " (removed)");
		import_places_add(&places, text_string(&file));
		text_free(&file);
	}
	(void)fflush(stdout);
	fputs("Then run:\n", stderr);
	import_places_commands(&places, fs, print_command, NULL);
}

enum status import_undo(const char *sysroot)
{
	struct changes changes = { 0 };
	struct fs *fs;
	size_t at = 0;
	int r;

	r = privilege_drop_admin();
	if (r)
		complain("cannot give up privileges: %s", error_text(r));
	if (r || !lock_machine(sysroot))
		return STATUS_FAILED;
	r = sysroot_open(sysroot, &fs);
	if (r) {
		complain("%s: %s", sysroot, error_text(r));
		return STATUS_FAILED;
	}
	r = changes_read_last(&changes, fs);
	if (r == -ENOENT) {
		puts("nothing to undo");
	} else if (r) {
		complain("error: /" JOURNAL_DIRECTORY "/%u.json: %s", changes.number,
			 error_text(r));
	} else {
		r = changes_undo(&changes, fs, sysroot, &at);
		if (r)
			complain_change(&changes, at, r);
		else
			print_restored(&changes, fs);
	}
	changes_free(&changes);
	fs_close(fs);
	return !r ? STATUS_OK : r == -ENOENT ? STATUS_NOT_AS_CONFIGURED : STATUS_FAILED;
}
