// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind apply: gets the configuration into the images of all installed kernels, and
 * verifies that it is in there. How images are made is in src/host/image/generate.c, what they must
 * hold in verify.c beside it.
 */
#include <errno.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/danger/danger.h"
#include "host/image/generate.h"
#include "host/machine/next_boot.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

#define APPLY_FORMAT 2

struct options {
	const char *sysroot;
	bool verify; /* only look */
	bool force;
	bool json;
};

/* An image and what became of it. */
struct result {
	struct verification verified;
	bool is_generated;
	struct text problem; /* why the generator failed: the old image is there; "": it did not */
};

struct apply {
	const struct options *options;
	struct next_boot next_boot;
	struct claim claim;
	enum image_generator generator;
	struct image *files;
	struct result *results; /* one for each file */
	size_t count;
};

/* What is wrong with an image; "": nothing. */
static const char *result_problem(const struct result *result)
{
	return text_string(result->problem.length ? &result->problem : &result->verified.problem);
}

static void apply_free(struct apply *apply)
{
	size_t i;

	for (i = 0; i < apply->count; i++) {
		verification_free(&apply->results[i].verified);
		text_free(&apply->results[i].problem);
	}
	free(apply->results);
	images_free(apply->files, apply->count);
	next_boot_close(&apply->next_boot);
}

static int find_images(struct apply *apply)
{
	int r = images_find(apply->next_boot.machine.fs, &apply->files, &apply->count);

	if (!r) {
		apply->results = calloc(apply->count + 1, sizeof(*apply->results));
		r = apply->results ? 0 : -ENOMEM;
	}
	apply->claim = next_boot_claim(&apply->next_boot);
	if (r)
		complain("cannot find out which images there are: %s", error_text(r));
	return r;
}

/* Whether only root can change what would go into the images. */
static bool is_trusted(const struct apply *apply)
{
	const struct diagnostics *refused = &apply->next_boot.machine.files.refused;

	if (!refused->count || !apply->claim.is_configured)
		return true;
	complain_all("error", refused);
	complain("nothing was done: an image must not hold what users other than root can write");
	return false;
}

/* Bad lines and rules left out: image builders go on with the rest, a person should know. */
static bool is_sound(const struct apply *apply)
{
	const struct next_boot *next_boot = &apply->next_boot;

	next_boot_complain(next_boot);
	if (!next_boot->inputs.errors.count || apply->options->force || apply->options->verify)
		return true;
	complain("nothing was done: mend the configuration, or take what is good of it with "
		 "apply --force");
	return false;
}

/* Told and not refused: who wrote the rules has been asked by add, or knows by heart. */
static void tell_dangers(struct apply *apply)
{
	struct check check;
	size_t i;
	int r = check_open(&check, &apply->next_boot.machine, NULL);

	if (!r)
		r = check_run(&check, DANGER_REFUSED_BY_ADD | DANGER_TOLD_BY_ADD);
	for (i = 0; !r && i < check.count; i++)
		complain("%s: %s", severity_word(check.list[i].severity),
			 text_string(&check.list[i].cause));
	if (r)
		complain("warning: cannot look for dangers: %s", error_text(r));
	else if (check.count)
		complain("'vfio-prebind check' says what to do about it");
	check_close(&check);
}

static const struct column plan_columns[] = {
	{ "ADDRESS", "address", COLUMN_PLAIN }, { "ID", "id", COLUMN_PLAIN },
	{ "NAME", "name", COLUMN_CUT },         { "NEXT BOOT", "why", COLUMN_WRAP },
	{ "RULE", "place", COLUMN_PLAIN },      { 0 },
};

static int show_plan(struct apply *apply)
{
	const struct matches *matches = &apply->next_boot.decision.matches;
	struct json_object *rows = json_object_new_array();
	size_t i;
	int r = rows ? 0 : -ENOMEM;

	for (i = 0; !r && i < matches->count; i++) {
		const struct match *match = &matches->list[i];
		struct json_object *row = row_function(&apply->next_boot.machine, match->device);
		struct text why = { 0 };

		if (!row) {
			r = -ENOMEM;
			break;
		}
		outcome_explain(match, &apply->next_boot.outcomes[i], &why);
		row_add_text(row, "why", &why);
		row_add_rule(row, &match->rule->source);
		r = json_object_array_add(rows, row);
	}
	if (!r && matches->count)
		r = show_table(rows, plan_columns);
	json_object_put(rows);
	return r;
}

/* update-initramfs takes a kernel, and its hooks make the copies elsewhere. */
static bool is_copy(const struct apply *apply, size_t i)
{
	return apply->generator == GENERATOR_INITRAMFS_TOOLS && i &&
	       !strcmp(apply->files[i].kernel, apply->files[i - 1].kernel);
}

static void generate_one(struct apply *apply, size_t i)
{
	const struct image *file = &apply->files[i];
	struct result *result = &apply->results[i];

	if (!file->path || is_copy(apply, i))
		return;
	complain("%zu of %zu: %s generates /%s", i + 1, apply->count,
		 image_generator_name(apply->generator), file->path);
	generate(apply->next_boot.machine.fs, apply->generator, file, &apply->claim,
		 &result->problem);
	result->is_generated = !result->problem.length;
}

static int verify_one(struct apply *apply, size_t i)
{
	int r = image_verify(apply->next_boot.machine.fs, &apply->files[i], &apply->claim,
			     &apply->results[i].verified);

	if (r)
		complain("cannot verify the images: %s", error_text(r));
	return r;
}

static void complain_result(const struct apply *apply, size_t i)
{
	const struct image *file = &apply->files[i];
	const struct result *result = &apply->results[i];
	const char *problem = result_problem(result);

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
	const char *problem = result_problem(result);
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
	json_object_object_add(row, "verified", json_object_new_boolean(!*problem));
	show_add_string(row, "problem", problem);
	show_add_string(row, SHOW_MARK, *problem ? "bad" : "good");
	return row;
}

static void add_state(const struct apply *apply, struct json_object *row, size_t i)
{
	const struct result *result = &apply->results[i];
	bool is_old = !result->problem.length && result->verified.state == IMAGE_OUT_OF_DATE;
	const char *problem = result_problem(result);
	const char *good = apply->claim.is_configured ? "verified: complete, runs before udev"
						      : "verified: holds nothing of vfio-prebind";
	struct text state = { 0 };

	text_printf(&state, "%s%s", is_old ? "out of date: " : "", *problem ? problem : good);
	row_add_text(row, "state", &state);
}

static int show_images(struct apply *apply, enum status status)
{
	struct json_object *rows = json_object_new_array(), *top = NULL;
	size_t i;
	int r = rows ? 0 : -ENOMEM;

	for (i = 0; !r && i < apply->count; i++) {
		struct json_object *row = image_row(apply, i);

		if (row && !apply->options->json)
			add_state(apply, row, i);
		else if (row)
			json_object_object_del(row, SHOW_MARK);
		r = row ? json_object_array_add(rows, row) : -ENOMEM;
	}
	if (!r && !apply->options->json) {
		r = show_table(rows, image_columns);
		json_object_put(rows);
		return r;
	}
	top = json_object_new_object();
	json_object_object_add(top, "format", json_object_new_int(APPLY_FORMAT));
	show_add_string(top, "generator",
			apply->options->verify ? NULL : image_generator_name(apply->generator));
	show_add_string(top, "digest", claim_digest(&apply->claim));
	json_object_object_add(top, "status", json_object_new_int(status));
	json_object_object_add(top, "images", rows);
	if (!r)
		r = show_json(top);
	json_object_put(top);
	return r;
}

static enum status conclude(const struct apply *apply)
{
	enum status status = apply->next_boot.inputs.errors.count ? STATUS_NOT_AS_CONFIGURED
								  : STATUS_OK;
	size_t i;

	for (i = 0; i < apply->count; i++) {
		if (!apply->options->verify)
			complain_result(apply, i);
		if (apply->results[i].problem.length)
			status = STATUS_FAILED;
		else if (*result_problem(&apply->results[i]) && status == STATUS_OK)
			status = STATUS_NOT_AS_CONFIGURED;
	}
	return status;
}

/* What must hold before anything is generated. */
static enum status prepare(struct apply *apply)
{
	const struct machine *machine = &apply->next_boot.machine;

	if (machine->inputs.config.unreadable) {
		complain_all("error", &machine->inputs.errors);
		complain("nothing was done: what the images must hold is not known");
		return STATUS_FAILED;
	}
	if (!is_trusted(apply))
		return STATUS_FAILED;
	if (!is_sound(apply))
		return STATUS_NOT_AS_CONFIGURED;
	if (apply->options->verify)
		return STATUS_OK;
	if (machine->is_captured) {
		complain("this would generate images of this machine, not of %s: chroot there, or "
			 "use apply --verify",
			 machine->sysroot);
		return STATUS_USAGE;
	}
	if (geteuid()) {
		complain("only root can generate images; apply --verify looks at them");
		return STATUS_FAILED;
	}
	if (apply->generator == GENERATOR_UNKNOWN) {
		complain("neither initramfs-tools nor dracut is installed here: this machine's "
			 "images are made by something that vfio-prebind does not know");
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

static enum status apply_run(struct apply *apply)
{
	const struct options *options = apply->options;
	enum status status;
	size_t i;

	if (find_images(apply))
		return STATUS_FAILED;
	apply->generator = generator_find(apply->next_boot.machine.fs, apply->files, apply->count);
	status = prepare(apply);
	if (status)
		return status;
	if (!apply->count) {
		complain("no installed kernel: there is none below /lib/modules and /boot");
		return STATUS_FAILED;
	}
	if (!options->verify)
		tell_dangers(apply);
	if (!options->json && !options->verify && show_plan(apply))
		return STATUS_FAILED;
	for (i = 0; !options->verify && i < apply->count; i++)
		generate_one(apply, i);
	for (i = 0; i < apply->count; i++)
		if (verify_one(apply, i))
			return STATUS_FAILED;
	status = conclude(apply);
	return show_images(apply, status) ? STATUS_FAILED : status;
}

enum status verb_apply(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "verify", NULL, "generate nothing, only look into the images", NULL,
		  &options.verify },
		{ "force", NULL, "go on though lines of the configuration are wrong", NULL,
		  &options.force },
		CLI_JSON(options.json),
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	struct apply apply = { .options = &options };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	status = STATUS_FAILED;
	if (options.verify && !keep_privilege(PRIVILEGE_READ))
		return status;
	/* users other than root are told what they can do instead */
	if (!options.verify && !geteuid() && !lock_machine(options.sysroot))
		return status;
	if (!next_boot_open(&apply.next_boot, options.sysroot))
		status = apply_run(&apply);
	apply_free(&apply);
	return status;
}
