// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the boot loader starts: each entry with its kernel, and whether its images and words do what
 * the configuration asks for.
 */
#include <errno.h>
#include <string.h>

#include "cli/status/status.h"
#include "core/cmdline.h"
#include "core/error.h"
#include "host/base/spawn.h"
#include "host/entries/open.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

/* What is said of one entry. */
struct judgement {
	const char *state;
	struct text why;
	bool is_problem;
};

static void set_state(struct judgement *judgement, const char *state, bool is_problem)
{
	judgement->state = state;
	judgement->is_problem = is_problem;
}

/* The last word of the name counts. */
static bool is_turned_off(const char *words)
{
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;
	int r = words ? cmdline_parse(words, strlen(words), &cmdline, &config, &errors) : -ENOENT;

	config_free(&config);
	diagnostics_free(&errors);
	return !r && !cmdline.enable;
}

static int verify_parts(const struct status_view *view, const struct boot_entry *entry,
			const struct cpio_part *parts, size_t count, struct judgement *judgement)
{
	struct verification image;
	int r = image_verify_parts(view->next_boot.machine.fs, entry->release, parts, count,
				   &view->claim, &image);

	if (r)
		return r;
	text_puts(&judgement->why, text_string(&image.problem));
	set_state(judgement, status_image_state(image.state),
		  image.problem.length && image.state != IMAGE_SECRET);
	verification_free(&image);
	return text_error(&judgement->why);
}

/* Without a release nobody can say that the module is for this kernel. */
static int verify_open(const struct status_view *view, const struct boot_entry *entry,
		       const struct cpio_part *parts, size_t count, struct judgement *judgement)
{
	if (!count && view->claim.is_configured) {
		text_puts(&judgement->why, "loads no initramfs image");
		set_state(judgement, "missing", true);
	} else if (!count) {
		set_state(judgement, "current", false);
	} else if (!entry->release) {
		text_puts(&judgement->why, "the release of its kernel is not known");
		set_state(judgement, "unknown", false);
	} else {
		return verify_parts(view, entry, parts, count, judgement);
	}
	return 0;
}

static int judge_files(const struct status_view *view, const struct boot_entry *entry,
		       struct judgement *judgement)
{
	const struct boot_entries *entries = &view->boot.entries;
	struct cpio_part parts[ENTRY_PARTS_MAX];
	const char *path;
	size_t count;
	int r;

	if (entry->unread) {
		text_puts(&judgement->why, entry->unread);
		set_state(judgement, entry->is_missing ? "missing" : "unknown", entry->is_missing);
		return 0;
	}
	r = entry_open(entries, entry, parts, &count, &path);
	if (!r) {
		r = verify_open(view, entry, parts, count, judgement);
		entry_close(entry, parts, count);
		return r;
	}
	place_add_path(&entries->places[entry->place], path, &judgement->why);
	if (r == -ENOENT) {
		text_puts(&judgement->why, " is missing");
		set_state(judgement, "missing", true);
	} else {
		text_printf(&judgement->why, " cannot be read: %s", error_text(r));
		set_state(judgement, "unknown", false);
	}
	return r == -ENOMEM ? r : 0;
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
static int judge_once(const struct status_view *view, size_t index, struct judgement *judgements)
{
	const struct boot_entry *list = view->boot.entries.list;
	size_t i;

	for (i = 0; i < index; i++) {
		if (!has_same_images(&list[i], &list[index]))
			continue;
		set_state(&judgements[index], judgements[i].state, judgements[i].is_problem);
		text_puts(&judgements[index].why, text_string(&judgements[i].why));
		return text_error(&judgements[index].why);
	}
	return judge_files(view, &list[index], &judgements[index]);
}

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

/* Whether kernel-install(8) has made the entry, and makes it again. */
static bool is_kernel_install(const struct status_view *view, const struct boot_entry *entry)
{
	static const char layout[] = "layout=uki";
	struct fs *fs = view->next_boot.machine.fs;
	cleanup_free char *data = NULL;
	char path[FS_PATH_SIZE];
	size_t length;

	if (!entry->release || !run_has(fs, "kernel-install") ||
	    fs_path(path, "boot/vmlinuz-%s", entry->release) || !fs_exists(fs, path))
		return false;
	if (entry->is_unified)
		return !fs_read(fs, "etc/kernel/install.conf", 4096, &data, &length) &&
		       memmem(data, length, layout, strlen(layout));
	return !fs_path(path, "/%s/", entry->release) && strstr(entry->kernel, path);
}

/* What makes the copies anew that the entry loads; nothing where that is not known. */
static void explain_refresh(struct status_view *view, const struct boot_entry *entry)
{
	struct text *command = &view->refresh;

	if (command->length)
		return;
	if (view->boot.is_proxmox)
		text_puts(command, "proxmox-boot-tool refresh");
	else if (entry->loader == BOOT_SYSTEMD && strstr(entry->kernel, "EFI/Pop_OS-") &&
		 run_has(view->next_boot.machine.fs, "kernelstub"))
		text_puts(command, "kernelstub");
	else if (is_kernel_install(view, entry))
		text_printf(command, "kernel-install add %s /boot/vmlinuz-%s", entry->release,
			    entry->release);
}

static void add_judgement(struct status_view *view, const struct boot_entry *entry,
			  const struct judgement *images, struct json_object *row)
{
	bool can_boot = strcmp(images->state, "missing") != 0;
	bool is_off = can_boot && view->claim.is_configured && is_turned_off(entry->words);
	bool is_good = !is_off && !strcmp(images->state, "current");
	bool is_problem = is_off ? entry->is_default : images->is_problem;

	view->is_problem |= is_problem;
	if (is_problem && !is_off)
		explain_refresh(view, entry);
	show_add_string(row, "state", is_off ? "turned off" : images->state);
	show_add_string(row, "why",
			is_off ? "vfio_prebind.enable=0: every function is left to its host driver"
			       : text_string(&images->why));
	show_add_string(row, SHOW_MARK, is_problem ? "bad" : is_good ? "good" : "note");
}

static int add_entry(struct status_view *view, size_t index, struct judgement *judgements,
		     struct json_object *rows)
{
	const struct boot_entry *entry = &view->boot.entries.list[index];
	struct json_object *row = json_object_new_object();
	int r;

	if (!row || json_object_array_add(rows, row))
		return -ENOMEM;
	r = judge_once(view, index, judgements);
	if (r)
		return r;
	show_add_string(row, "entry", entry->title ? entry->title : entry->id);
	show_add_string(row, "id", entry->id);
	show_add_string(row, "loader", boot_loader_name(entry->loader));
	show_add_string(row, "kernel", entry->release);
	show_add_string(row, "boots", boots(entry));
	show_add_string(row, "words", entry->words);
	add_files(&view->boot.entries, entry, row);
	add_judgement(view, entry, &judgements[index], row);
	return 0;
}

/* Entries of which nothing is known but where they would be. */
static int add_unknown(const struct status_view *view, struct json_object *rows)
{
	const struct diagnostics *errors = &view->boot.entries.errors;
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

int status_add_entries(struct status_view *view, struct json_object *rows)
{
	size_t count = view->boot.entries.count, i;
	struct judgement *judgements = calloc(count + 1, sizeof(*judgements));
	int r = judgements ? 0 : -ENOMEM;

	for (i = 0; !r && i < count; i++)
		r = add_entry(view, i, judgements, rows);
	for (i = 0; judgements && i < count; i++)
		text_free(&judgements[i].why);
	free(judgements);
	return r ? r : add_unknown(view, rows);
}
