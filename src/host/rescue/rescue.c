// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rescue entry: which way there is for it, its file, and the link to what keeps it up to date.
 */
#include "host/rescue/rescue.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/base/spawn.h"
#include "host/entries/read.h"
#include "host/entries/type1.h"
#include "host/loader/grub_defaults.h"
#include "host/rescue/rescue_file.h"

#define GRUB_LINK "etc/grub.d/99_vfio-prebind"
#define GRUB_SCRIPT "grub"
#define PLUGIN_LINK "etc/kernel/install.d/99-vfio-prebind.install"
#define PLUGIN_SCRIPT "vfio-prebind.install"

static bool is_rescue(const struct boot_entry *entry)
{
	return entry->id && strstr(entry->id, RESCUE_ID);
}

static bool is_in_file(const struct boot_entry *entry)
{
	static const char suffix[] = ".conf";
	size_t length = entry->file ? strlen(entry->file) : 0;

	return length > strlen(suffix) && !strcmp(entry->file + length - strlen(suffix), suffix);
}

static enum rescue_way find_way(const struct boot_machine *machine, const struct boot_entry *source)
{
	if (!source || source->loader == BOOT_UNKNOWN)
		return RESCUE_UNKNOWN;
	if (source->is_unified)
		return RESCUE_UNIFIED;
	if (source->loader == BOOT_GRUB && !is_in_file(source))
		return RESCUE_BY_GRUB;
	return *machine->entries.places[source->place].name ? RESCUE_NOT_MOUNTED : RESCUE_BY_FILE;
}

/* The default entry, or, if that starts no Linux or is the rescue entry itself, the first one. */
void rescue_find(struct boot_machine *machine, struct rescue *rescue)
{
	const struct boot_entries *entries = &machine->entries;
	size_t i;

	*rescue = (struct rescue){ .machine = machine };
	for (i = 0; i < entries->count; i++) {
		const struct boot_entry *entry = &entries->list[i];

		if (is_rescue(entry))
			rescue->entry = entry;
		else if (!rescue->source || (entry->is_default && !rescue->source->is_default))
			rescue->source = entry;
	}
	rescue->way = find_way(machine, rescue->source);
}

/* A link leads to nothing when the package is gone: it is looked for itself. */
static bool has_link(struct fs *fs, const char *path)
{
	char target[FS_PATH_SIZE];

	return !fs_read_link(fs, path, target, sizeof(target));
}

/* --- what is done ---------------------------------------------------------------------------- */

static void install_link(struct loader_job *job, const char *path, const char *script)
{
	static const char *const directories[] = { "/usr/lib/vfio-prebind/rescue",
						   "/usr/local/lib/vfio-prebind/rescue" };
	char target[FS_PATH_SIZE];
	bool is_there = has_link(job->fs, path);
	size_t i;
	int r = -ENOENT;

	for (i = 0; r && i < ARRAY_SIZE(directories); i++) {
		r = fs_path(target, "%s/%s", directories[i], script);
		if (!r && !fs_exists(job->fs, target + 1))
			r = -ENOENT;
	}
	if (r) {
		text_printf(&job->problem, "%s/%s is not installed", directories[0], script);
		return;
	}
	r = make_link(job->sysroot, path, target);
	if (r)
		text_printf(&job->problem, "/%s cannot be made a link to %s: %s", path, target,
			    error_text(r));
	else if (!is_there)
		text_printf(&job->done, "linked /%s to %s\n", path, target);
}

static void refresh_grub(const struct rescue *rescue, struct loader_job *job)
{
	static const char *const proxmox[] = { "proxmox-boot-tool", "refresh", NULL };

	if (rescue->machine->is_proxmox)
		loader_run(job, proxmox);
	else
		grub_run(job);
}

static const char *default_id(const struct boot_machine *machine)
{
	size_t i;

	for (i = 0; i < machine->entries.count; i++)
		if (machine->entries.list[i].is_default)
			return machine->entries.list[i].id;
	return "";
}

/* What the boot loader reads now: the entry is there, and the default is what it was. */
static void verify(const struct rescue *rescue, struct loader_job *job)
{
	struct boot_machine now = { 0 };
	struct rescue after = { 0 };
	int r = boot_machine_open(&now, job->sysroot);

	if (!r)
		r = boot_machine_read(&now);
	if (!r)
		rescue_find(&now, &after);
	if (r)
		text_printf(&job->problem, "the boot entries cannot be read: %s", error_text(r));
	else if (!after.entry)
		text_puts(&job->problem, "the boot menu does not have the rescue entry");
	else if (strcmp(default_id(&now), default_id(rescue->machine)) != 0)
		text_printf(&job->problem,
			    "the default boot entry would be \"%s\" instead of \"%s\"",
			    default_id(&now), default_id(rescue->machine));
	boot_machine_close(&now);
}

/* --- GRUB ------------------------------------------------------------------------------------ */

static void remove_from_grub(const struct rescue *rescue, struct loader_job *job)
{
	loader_remove(job, GRUB_LINK);
	if (!job->problem.length)
		refresh_grub(rescue, job);
}

/* Again changes nothing: the script has run whenever the menu was made. */
static void install_in_grub(const struct rescue *rescue, struct loader_job *job)
{
	struct loader_job undo = *job;

	if (rescue->entry && has_link(job->fs, GRUB_LINK))
		return;
	install_link(job, GRUB_LINK, GRUB_SCRIPT);
	if (!job->problem.length)
		refresh_grub(rescue, job);
	if (job->problem.length || job->is_captured)
		return;
	verify(rescue, job);
	if (!job->problem.length)
		return;
	undo.done = job->done;
	undo.problem = (struct text){ 0 };
	remove_from_grub(rescue, &undo);
	job->done = undo.done;
	text_free(&undo.problem);
}

/* --- a file in loader/entries ---------------------------------------------------------------- */

/* Atomic; and gone again if the boot loader would not show it, or would start it by itself. */
static void write_file(const struct rescue *rescue, struct loader_job *job, const char *path,
		       const char *text)
{
	loader_write(job, path, text);
	if (job->problem.length)
		return;
	verify(rescue, job);
	if (!job->problem.length)
		return;
	if (remove_file(job->sysroot, path))
		text_printf(&job->problem, "; /%s cannot be removed", path);
	else
		text_printf(&job->done, "removed /%s\n", path);
}

/* One in another directory is of another boot loader. */
static void update_file(const struct rescue *rescue, struct loader_job *job)
{
	const struct boot_place *place = &rescue->machine->entries.places[rescue->source->place];
	cleanup_free char *old = NULL, *data = NULL;
	struct text new = { 0 };
	char path[FS_PATH_SIZE];
	size_t length;
	int r = fs_read(place->fs, rescue->source->file, TYPE1_MAX, &data, &length);

	if (!r)
		r = rescue_file_path(rescue->source, path);
	if (!r)
		r = rescue_file_text(data, length, &new);
	if (r == -EOPNOTSUPP)
		text_printf(&job->problem, "the words in /%s have \"--\": none can be added",
			    rescue->source->file);
	else if (r)
		text_printf(&job->problem, "/%s cannot be copied: %s", rescue->source->file,
			    error_text(r));
	else if (fs_read(place->fs, path, TYPE1_MAX, &old, &length) ||
		 !text_is(old, length, text_string(&new)))
		write_file(rescue, job, path, text_string(&new));
	if (!job->problem.length && rescue->entry && strcmp(rescue->entry->file, path) != 0)
		loader_remove(job, rescue->entry->file);
	text_free(&new);
}

void rescue_refresh(const struct rescue *rescue, struct loader_job *job)
{
	if (rescue->way == RESCUE_BY_FILE && (rescue->entry || has_link(job->fs, PLUGIN_LINK)))
		update_file(rescue, job);
}

static void install_as_file(const struct rescue *rescue, struct loader_job *job)
{
	update_file(rescue, job);
	if (!job->problem.length && run_has(job->fs, "kernel-install"))
		install_link(job, PLUGIN_LINK, PLUGIN_SCRIPT);
}

/* --- both ------------------------------------------------------------------------------------ */

void rescue_explain(const struct rescue *rescue, struct text *out)
{
	static const char by_hand[] =
		"; in the menu of the boot loader, press e and add vfio_prebind.enable=0";

	switch (rescue->way) {
	case RESCUE_UNIFIED:
		text_printf(out,
			    "/%s is a unified kernel image, which has its words in it: no entry "
			    "can add one%s",
			    rescue->source->file, by_hand);
		break;
	case RESCUE_NOT_MOUNTED:
		text_printf(out, "the boot entries are on %s, which is not mounted%s",
			    rescue->machine->entries.places[rescue->source->place].name, by_hand);
		break;
	default:
		text_printf(out, "the boot entries of this machine are not known%s", by_hand);
	}
}

void rescue_install(const struct rescue *rescue, struct loader_job *job)
{
	if (rescue->way == RESCUE_BY_GRUB)
		install_in_grub(rescue, job);
	else if (rescue->way == RESCUE_BY_FILE)
		install_as_file(rescue, job);
	else
		rescue_explain(rescue, &job->problem);
}

void rescue_remove(const struct rescue *rescue, struct loader_job *job)
{
	if (has_link(job->fs, PLUGIN_LINK))
		loader_remove(job, PLUGIN_LINK);
	if (!job->problem.length && rescue->entry && is_in_file(rescue->entry) &&
	    !*rescue->machine->entries.places[rescue->entry->place].name)
		loader_remove(job, rescue->entry->file);
	if (!job->problem.length && has_link(job->fs, GRUB_LINK))
		remove_from_grub(rescue, job);
}
