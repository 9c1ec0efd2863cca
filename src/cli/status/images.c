// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether the booted image and those on disk were made from the configuration as it is now.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/status/status.h"
#include "core/error.h"
#include "host/entries/judge.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

#define STAT_MAX ((size_t)4 * 1024 * 1024)

static int look(struct status_view *view)
{
	struct fs *fs = view->next_boot.machine.fs;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < view->count; i++) {
		struct verification *image = &view->looks[i];

		r = image_verify(fs, &view->files[i], &view->claim, image);
		if (r)
			return r;
		if (image->contents.generator != GENERATOR_UNKNOWN)
			view->generator = image->contents.generator;
		view->is_missing |= image->state == IMAGE_MISSING;
		view->is_stale |= image->state == IMAGE_DAMAGED ||
				  image->state == IMAGE_OUT_OF_DATE;
	}
	view->generator = generator_choose(fs, view->generator);
	return 0;
}

/* When the kernel of this boot was started, in seconds since 1970; 0: not known. */
static long long boot_time(struct fs *fs)
{
	static const char key[] = "\nbtime ";
	cleanup_free char *data = NULL;
	const char *line;
	size_t length;

	if (fs_read(fs, "proc/stat", STAT_MAX, &data, &length))
		return 0;
	line = strstr(data, key);
	return line ? strtoll(line + strlen(key), NULL, 10) : 0;
}

/* An image that is older was there for this boot, which did not use it. */
static bool has_newer_image(const struct status_view *view)
{
	struct fs *fs = view->next_boot.machine.fs;
	long long start = boot_time(fs);
	struct stat st;
	size_t i;

	for (i = 0; i < view->count; i++)
		if (view->files[i].path && !fs_stat(fs, view->files[i].path, &st) &&
		    st.st_mtime >= start)
			return true;
	return false;
}

static bool booted_otherwise(const struct status_view *view)
{
	if (view->no_report)
		return view->no_report == -ENOENT && view->claim.is_configured;
	return strcmp(view->booted.digest, claim_digest(&view->claim)) != 0;
}

/* vfio_prebind.enable=0 of this boot is another matter than the images. */
static bool will_differ(const struct status_view *view)
{
	if (!view->no_report && !view->booted.enabled &&
	    view->next_boot.machine.inputs.cmdline.enable)
		return true;
	return booted_otherwise(view) && view->has_newer;
}

int status_look_at_images(struct status_view *view)
{
	int r = images_find(view->next_boot.machine.fs, &view->files, &view->count);

	if (r)
		return r;
	entries_drop_loaded(&view->boot.entries, view->files, &view->count);
	view->looks = calloc(view->count + 1, sizeof(*view->looks));
	r = view->looks ? look(view) : -ENOMEM;
	view->has_newer = !r && has_newer_image(view);
	/* a reboot does nothing for what is wrong with the next boot itself */
	view->reboot_helps = !r && !view->is_problem && !view->is_stale && !view->is_missing &&
			     will_differ(view);
	return r;
}

void status_free_images(struct status_view *view)
{
	size_t i;

	for (i = 0; view->looks && i < view->count; i++)
		verification_free(&view->looks[i]);
	free(view->looks);
	images_free(view->files, view->count);
}

static struct json_object *add_row(struct json_object *rows)
{
	struct json_object *row = json_object_new_object();

	if (row && !json_object_array_add(rows, row))
		return row;
	json_object_put(row);
	return NULL;
}

static void add_state(struct json_object *row, const char *digest, const char *state,
		      const char *why)
{
	show_add_string(row, "digest", digest);
	show_add_string(row, "state", state);
	show_add_string(row, "why", why);
	show_add_string(row, SHOW_MARK,
			!strcmp(state, STATUS_WAITS) ? "note"
			: !strcmp(state, "current")  ? "good"
						     : "bad");
}

/* What is wrong with what was booted; NULL: nothing. */
static const char *judge_booted(const struct status_view *view)
{
	if (view->no_report == -ENOENT)
		return view->claim.is_configured ? "it has no boot stage, or the stage did not run"
						 : NULL;
	if (view->no_report == -EPROTONOSUPPORT)
		return "another version of vfio-prebind wrote the boot report";
	if (view->no_report == -EBADMSG)
		return "the boot report is damaged";
	if (view->no_report)
		return error_text(view->no_report);
	if (!*view->booted.digest)
		return view->claim.is_configured ? "it contained no configuration" : NULL;
	if (!view->claim.is_configured)
		return "it contained a configuration, but nothing is configured now";
	return strcmp(view->booted.digest, claim_digest(&view->claim)) != 0
		       ? "it was built from another configuration"
		       : NULL;
}

static int add_booted(struct status_view *view, struct json_object *rows)
{
	bool is_unknown = view->no_report && view->no_report != -ENOENT;
	const char *problem = judge_booted(view);
	struct json_object *row = add_row(rows);

	if (!row)
		return -ENOMEM;
	show_add_string(row, "image", "booted");
	show_add_string(row, "kernel",
			view->no_report ? view->next_boot.machine.inputs.kernel
					: view->booted.kernel);
	show_add_string(row, "generator", NULL);
	add_state(row, view->booted.digest,
		  is_unknown           ? "unknown"
		  : !problem           ? "current"
		  : view->reboot_helps ? STATUS_WAITS
				       : STATUS_OUT_OF_DATE,
		  problem);
	if (view->reboot_helps)
		view->is_pending = true;
	else
		view->is_problem |= problem != NULL;
	return 0;
}

static const char *state_name(enum image_state state)
{
	static const char *const names[] = {
		[IMAGE_VERIFIED] = "current",
		[IMAGE_MISSING] = "missing",
		[IMAGE_UNKNOWN] = "unknown",
		[IMAGE_DAMAGED] = "damaged",
		[IMAGE_OUT_OF_DATE] = STATUS_OUT_OF_DATE,
	};

	return names[state];
}

static int add_image(const struct image *file, const struct verification *image,
		     struct json_object *rows)
{
	struct json_object *row = add_row(rows);
	bool is_unknown = image->state == IMAGE_UNKNOWN;
	struct text path = { 0 };

	if (!row)
		return -ENOMEM;
	if (file->path)
		text_printf(&path, "/%s", file->path);
	row_add_text(row, "image", &path);
	show_add_string(row, "kernel", file->kernel);
	show_add_string(row, "generator",
			is_unknown ? NULL : image_generator_name(image->contents.generator));
	add_state(row, image->contents.digest, state_name(image->state),
		  text_string(&image->problem));
	return 0;
}

int status_add_images(struct status_view *view, struct json_object *rows)
{
	size_t i;
	int r = add_booted(view, rows);

	for (i = 0; !r && i < view->count; i++)
		r = add_image(&view->files[i], &view->looks[i], rows);
	/* an image that only root may read says nothing against it */
	view->is_problem |= view->is_stale || view->is_missing;
	return r;
}
