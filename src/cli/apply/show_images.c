// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What became of each image, in words.
 */
#include "cli/apply/show_images.h"

#include <errno.h>
#include <stdio.h>

#include "cli/apply/entries.h"
#include "host/show/device_json.h"
#include "host/show/entry_rows.h"
#include "host/show/table.h"

#define APPLY_FORMAT 2

const char *apply_problem(const struct result *result)
{
	return text_string(result->problem.length ? &result->problem : &result->verified.problem);
}

void complain_image(const struct apply *apply, size_t i)
{
	const struct image *file = &apply->files[i];
	const struct result *result = &apply->results[i];
	const char *problem = apply_problem(result);

	if (!*problem)
		return;
	if (!file->path)
		complain("kernel %s: %s", file->kernel, problem);
	else if (result->problem.length)
		complain("kernel %s: no new image: %s; the old /%s is still there: the machine "
			 "boots with it as before",
			 file->kernel, problem, file->path);
	else if (result->is_generated)
		complain("kernel %s: the new /%s %s; it boots, but its devices go to their host "
			 "drivers: do not rely on it",
			 file->kernel, file->path, problem);
	else
		complain("kernel %s: /%s %s", file->kernel, file->path, problem);
}

static const struct column image_columns[] = {
	{ "KERNEL", "kernel", COLUMN_PLAIN },
	{ "IMAGE", "image", COLUMN_PLAIN },
	{ "GENERATOR", "generator", COLUMN_PLAIN },
	{ "STATE", "state", COLUMN_WRAP },
	{ 0 },
};

static struct json_object *image_row(const struct apply *apply, size_t i)
{
	const struct image *file = &apply->files[i];
	const struct result *result = &apply->results[i];
	const struct image_contents *contents = &result->verified.contents;
	const char *problem = apply_problem(result);
	struct json_object *row = json_object_new_object();
	struct text path = { 0 };

	if (!row)
		return NULL;
	if (file->path)
		text_printf(&path, "/%s", file->path);
	show_add_string(row, "kernel", file->kernel);
	row_add_text(row, "image", &path);
	show_add_string(row, "generator", image_generator_name(contents->generator));
	show_add_string(row, "digest", contents->digest);
	json_object_object_add(row, "program", json_object_new_boolean(contents->has_program));
	json_object_object_add(row, "start", json_object_new_boolean(contents->has_start));
	json_object_object_add(row, "before_udev",
			       json_object_new_boolean(contents->is_before_udev));
	json_object_object_add(row, "module", json_object_new_boolean(contents->has_module));
	json_object_object_add(row, "generated", json_object_new_boolean(result->is_generated));
	json_object_object_add(row, "verified", json_object_new_boolean(file->path && !*problem));
	show_add_string(row, "problem", problem);
	if (apply->options->dry_run)
		json_object_object_add(row, "rebuild", json_object_new_boolean(result->is_due));
	show_add_string(row, SHOW_MARK, *problem ? "bad" : "good");
	return row;
}

/* Of an image that is there and needs nothing. */
static const char *describe_good(const struct apply *apply, size_t i)
{
	if (!apply->files[i].path)
		return "no image";
	return apply->claim.is_configured ? "verified: complete, runs before udev"
					  : "verified: contains nothing from vfio-prebind";
}

/* What apply would do with the image, and why; nothing: it would do nothing. */
static void add_plan(const struct apply *apply, size_t i, struct text *out)
{
	const struct result *result = &apply->results[i];
	const char *problem = apply_problem(result), *program = image_way_program(result->way);

	if (!result->is_due)
		return;
	text_printf(out, "would be rebuilt%s%s: ", program ? " by " : "", program ? program : "");
	if (*problem)
		text_puts(out, problem);
	else
		text_puts(out, apply->options->force ? "--force" : "older than its sources");
}

static void add_state(const struct apply *apply, struct json_object *row, size_t i)
{
	const struct result *result = &apply->results[i];
	bool is_old = !result->problem.length && result->verified.state == IMAGE_OUT_OF_DATE;
	const char *problem = apply_problem(result);
	struct text state = { 0 };

	if (apply->options->dry_run)
		add_plan(apply, i, &state);
	if (!state.length)
		text_printf(&state, "%s%s", is_old ? "out of date: " : "",
			    *problem ? problem : describe_good(apply, i));
	row_add_text(row, "state", &state);
}

static int add_images(const struct apply *apply, struct json_object *rows)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < apply->count; i++) {
		struct json_object *row = image_row(apply, i);

		if (row && !apply->options->json)
			add_state(apply, row, i);
		else if (row)
			json_object_object_del(row, SHOW_MARK);
		r = row ? json_object_array_add(rows, row) : -ENOMEM;
	}
	return r;
}

static int show_tables(struct json_object *images, struct json_object *entries)
{
	int r = show_table(images, image_columns);

	if (!r && json_object_array_length(images) && json_object_array_length(entries))
		(void)putchar('\n');
	return r ? r : entry_rows_show(entries);
}

static void print_commands(struct json_object *commands)
{
	size_t i;

	for (i = 0; i < json_object_array_length(commands); i++)
		print_plain("%s'%s' would be run, if its copies are still out of date then.\n",
			    i ? "" : "\n",
			    json_object_get_string(json_object_array_get_idx(commands, i)));
}

/* Takes the arrays over. */
static int show_as_json(const struct apply *apply, enum status status, struct json_object *images,
			struct json_object *entries, struct json_object *commands)
{
	struct json_object *top = json_object_new_object();
	int r;

	json_object_object_add(top, "format", json_object_new_int(APPLY_FORMAT));
	show_add_string(top, "generator",
			apply->options->verify ? NULL : image_generator_name(apply->generator));
	show_add_string(top, "digest", claim_digest(&apply->claim));
	json_object_object_add(top, "status", json_object_new_int(status));
	json_object_object_add(top, "images", images);
	json_object_object_add(top, "entries", entries);
	if (apply->options->dry_run)
		json_object_object_add(top, "commands", commands);
	else
		json_object_put(commands);
	r = show_json(top);
	json_object_put(top);
	return r;
}

int show_images(struct apply *apply, enum status status)
{
	struct json_object *images = json_object_new_array(), *entries = json_object_new_array();
	struct json_object *commands = json_object_new_array();
	int r = images && entries && commands ? add_images(apply, images) : -ENOMEM;

	if (!r)
		r = entry_rows_add(&apply->boot, apply->verdicts, entries);
	if (!r && apply->options->dry_run)
		r = apply_list_refreshes(apply, commands);
	if (!r && apply->options->json)
		return show_as_json(apply, status, images, entries, commands);
	if (!r)
		r = show_tables(images, entries);
	if (!r)
		print_commands(commands);
	json_object_put(commands);
	json_object_put(images);
	json_object_put(entries);
	return r;
}
