// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether the booted image and those on disk were made from the configuration as it is now.
 */
#include <errno.h>
#include <string.h>

#include "cli/status/status.h"
#include "core/error.h"
#include "host/image/generate.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

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
	show_add_string(row, SHOW_MARK, strcmp(state, "current") != 0 ? "bad" : "good");
}

/* What is wrong with what was booted; NULL: nothing. */
static const char *judge_booted(const struct status_view *view)
{
	if (view->no_report == -ENOENT)
		return view->claim.is_configured ? "it holds no boot stage, or that did not run"
						 : NULL;
	if (view->no_report == -EPROTONOSUPPORT)
		return "another version of vfio-prebind wrote the boot report";
	if (view->no_report == -EBADMSG)
		return "the boot report is damaged";
	if (view->no_report)
		return error_text(view->no_report);
	if (!*view->booted.digest)
		return view->claim.is_configured ? "it held no configuration" : NULL;
	if (!view->claim.is_configured)
		return "it held a configuration, and now nothing is configured";
	return strcmp(view->booted.digest, claim_digest(&view->claim)) != 0
		       ? "it was made from another configuration"
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
		  is_unknown ? "unknown"
		  : problem  ? STATUS_OUT_OF_DATE
			     : "current",
		  problem);
	view->is_problem |= problem != NULL;
	return 0;
}

static const char *state_name(enum image_state state)
{
	static const char *const names[] = {
		[IMAGE_VERIFIED] = "current",
		[IMAGE_MISSING] = "missing",
		[IMAGE_SECRET] = "unknown",
		[IMAGE_DAMAGED] = "damaged",
		[IMAGE_OUT_OF_DATE] = STATUS_OUT_OF_DATE,
	};

	return names[state];
}

static int add_image(struct status_view *view, const struct image *file, struct json_object *rows)
{
	struct json_object *row = add_row(rows);
	struct verification image;
	struct text path = { 0 };
	bool is_secret;
	int r = row ? image_verify(view->next_boot.machine.fs, file, &view->claim, &image)
		    : -ENOMEM;

	if (r)
		return r;
	is_secret = image.state == IMAGE_SECRET;
	if (file->path)
		text_printf(&path, "/%s", file->path);
	row_add_text(row, "image", &path);
	show_add_string(row, "kernel", file->kernel);
	show_add_string(row, "generator",
			is_secret ? NULL : image_generator_name(image.contents.generator));
	add_state(row, image.contents.digest, state_name(image.state), text_string(&image.problem));
	/* an image that only root may read says nothing against it */
	if (image.problem.length && !is_secret)
		view->is_stale = view->is_problem = true;
	verification_free(&image);
	return 0;
}

int status_add_images(struct status_view *view, struct json_object *rows)
{
	struct fs *fs = view->next_boot.machine.fs;
	struct image *files = NULL;
	size_t count = 0, i;
	int r = add_booted(view, rows);

	if (!r)
		r = images_find(fs, &files, &count);
	for (i = 0; !r && i < count; i++)
		r = add_image(view, &files[i], rows);
	if (!r && view->is_stale)
		view->command = generator_command(generator_find(fs, files, count));
	if (view->command && !*view->command)
		view->command = NULL;
	images_free(files, count);
	return r;
}
