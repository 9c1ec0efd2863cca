// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind apply: gets the configuration into the images of all installed kernels, and
 * verifies that it is in there. How images are made is in src/host/image/generate.c, what they must
 * hold in verify.c beside it.
 */
#include <errno.h>
#include <string.h>

#include "cli/apply/build.h"
#include "cli/apply/entries.h"
#include "cli/apply/pins.h"
#include "cli/apply/show_images.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/danger/danger.h"
#include "host/machine/boot_report.h"
#include "host/machine/next_boot.h"
#include "host/show/complaints.h"
#include "host/show/device_json.h"
#include "host/show/table.h"

static void apply_free(struct apply *apply)
{
	size_t i;

	for (i = 0; i < apply->count; i++) {
		verification_free(&apply->results[i].verified);
		text_free(&apply->results[i].problem);
	}
	free(apply->results);
	images_free(apply->files, apply->count);
	apply_close_entries(apply);
	text_free(&apply->words);
	next_boot_close(&apply->next_boot);
}

static int find_images(struct apply *apply)
{
	int r = images_find(apply->next_boot.machine.fs, &apply->files, &apply->count);

	apply->has_kernel = !r && apply->count;
	if (!r) {
		entries_drop_loaded(&apply->boot.entries, apply->files, &apply->count);
		apply->results = calloc(apply->count + 1, sizeof(*apply->results));
		r = apply->results ? 0 : -ENOMEM;
	}
	apply->claim = next_boot_claim(&apply->next_boot);
	if (r)
		complain("cannot determine which images exist: %s", error_text(r));
	return r;
}

/* Whether only root can change what would go into the images. */
static bool is_trusted(const struct apply *apply)
{
	const struct diagnostics *refused = &apply->next_boot.machine.files.refused;

	if (!refused->count || !apply->claim.is_configured)
		return true;
	complain_all("error", refused);
	complain(
		"nothing was done: an image must not contain what users other than root can write");
	return false;
}

/* Bad lines and rules left out: image builders go on with the rest, a person should know. */
static bool is_sound(const struct apply *apply)
{
	const struct next_boot *next_boot = &apply->next_boot;

	next_boot_complain(next_boot);
	if (!next_boot->inputs.errors.count || apply->options->force || apply->options->verify)
		return true;
	complain("nothing was done: fix the errors above, or run 'vfio-prebind apply --force' to "
		 "apply only the valid lines");
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
		complain("warning: cannot check for dangers: %s", error_text(r));
	else if (check.count)
		complain("'vfio-prebind check' says what to do about it");
	check_close(&check);
}

static const struct column plan_columns[] = {
	{ "ADDRESS", "address", COLUMN_PLAIN }, { "ID", "id", COLUMN_PLAIN },
	{ "NAME", "brief", COLUMN_NAME },       { "NEXT BOOT", "why", COLUMN_WRAP },
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
		row_add_brief(row, &apply->next_boot.machine, match->device);
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

static enum status conclude(const struct apply *apply)
{
	enum status status = apply->next_boot.inputs.errors.count ? STATUS_NOT_AS_CONFIGURED
								  : STATUS_OK,
		    entries;
	size_t i;

	for (i = 0; i < apply->count; i++) {
		if (!apply->options->verify)
			complain_image(apply, i);
		if (apply->results[i].problem.length)
			status = STATUS_FAILED;
		else if (*apply_problem(&apply->results[i]) && status == STATUS_OK)
			status = STATUS_NOT_AS_CONFIGURED;
	}
	entries = apply_conclude_entries(apply);
	return entries > status ? entries : status;
}

static void complain_generator(const struct apply *apply)
{
	struct text why = { 0 };

	generator_explain_unknown(apply->next_boot.machine.fs, &why);
	complain("%s", text_string(&why));
	text_free(&why);
}

/* What must hold before anything is generated. */
static enum status prepare(struct apply *apply)
{
	const struct machine *machine = &apply->next_boot.machine;

	if (machine->inputs.config.unreadable) {
		complain_all("error", &machine->inputs.errors);
		complain("nothing was done: cannot determine what the images must contain");
		return STATUS_FAILED;
	}
	if (!is_trusted(apply))
		return STATUS_FAILED;
	if (!is_sound(apply))
		return STATUS_NOT_AS_CONFIGURED;
	if (apply->options->verify)
		return STATUS_OK;
	if (machine->is_captured && !apply->options->dry_run) {
		complain("this would rebuild the images of this machine, not of %s: chroot there, "
			 "or use apply --verify or --dry-run",
			 machine->sysroot);
		return STATUS_USAGE;
	}
	if (geteuid() && !apply->options->dry_run) {
		complain("only root can rebuild images; apply --verify and --dry-run look at them");
		return STATUS_FAILED;
	}
	if (apply->generator == GENERATOR_UNKNOWN) {
		complain_generator(apply);
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

/* Whether this boot had another configuration than the images have now. */
static bool needs_reboot(const struct apply *apply)
{
	struct boot_report booted = { 0 };
	int r = boot_report_read(apply->next_boot.machine.fs, &booted);
	bool differs = r ? apply->claim.is_configured
			 : !booted.enabled ||
				       strcmp(booted.digest, claim_digest(&apply->claim)) != 0;

	boot_report_free(&booted);
	return differs;
}

/* The cards that lines mean, and the words of boot entries: before anything is built. */
static enum status settle(struct apply *apply)
{
	enum status status = pins_settle(&apply->next_boot, apply->options->force);

	return status ? status : apply_keep_words(apply);
}

/* Whether an image is not as it must be, and apply would not make it again. */
static bool stays_wrong(const struct apply *apply)
{
	size_t i;

	for (i = 0; i < apply->count; i++)
		if (*apply_problem(&apply->results[i]) && !apply->results[i].is_due &&
		    apply->results[i].way != WAY_COPY)
			return true;
	return false;
}

/* What apply would do with this machine. */
static enum status preview(struct apply *apply)
{
	enum status status = pins_preview(&apply->next_boot, apply->options->force);

	if (status == STATUS_FAILED)
		return status;
	apply->claim = next_boot_claim(&apply->next_boot);
	tell_dangers(apply);
	if (!apply->options->json && show_plan(apply))
		return STATUS_FAILED;
	if (apply_verify(apply) || apply_judge_entries(apply))
		return STATUS_FAILED;
	(void)apply_find_due(apply); /* what is up to date is shown */
	if (apply->next_boot.inputs.errors.count || stays_wrong(apply))
		status = STATUS_NOT_AS_CONFIGURED;
	if (show_images(apply, status))
		return STATUS_FAILED;
	complain("this was a dry run: nothing was changed");
	return status;
}

static enum status apply_run(struct apply *apply)
{
	const struct apply_options *options = apply->options;
	enum status status;

	if (find_images(apply))
		return STATUS_FAILED;
	apply->generator = generator_find(apply->next_boot.machine.fs, apply->files, apply->count);
	status = prepare(apply);
	if (status)
		return status;
	if (!apply->has_kernel) {
		complain("%s", images_absence(apply->next_boot.machine.fs));
		return STATUS_FAILED;
	}
	if (options->dry_run)
		return preview(apply);
	status = options->verify ? STATUS_OK : settle(apply);
	if (status)
		return status;
	apply->claim = next_boot_claim(&apply->next_boot);
	if (!options->verify)
		tell_dangers(apply);
	if (!options->json && !options->verify && show_plan(apply))
		return STATUS_FAILED;
	if (apply_verify(apply) ||
	    (options->verify ? apply_judge_entries(apply) : apply_build(apply)))
		return STATUS_FAILED;
	status = conclude(apply);
	if (show_images(apply, status))
		return STATUS_FAILED;
	if (!options->verify && !status && needs_reboot(apply))
		complain("reboot for this to take effect");
	return status;
}

enum status verb_apply(const struct verb *verb, int argc, char **argv)
{
	struct apply_options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "verify", NULL, "build nothing, only verify the images", NULL, &options.verify },
		{ "dry-run", NULL, "only show what would be rebuilt and changed", NULL,
		  &options.dry_run },
		{ "force", NULL, "rebuild all images, ignoring lines with errors and missing cards",
		  NULL, &options.force },
		{ "repin", "SELECTOR", "pin this line to the card that is in its place now",
		  &options.repin, NULL },
		CLI_JSON(options.json),
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	struct apply apply = { .options = &options };
	enum status status;
	bool only_reads;
	int r = cli_parse(verb, table, argc, argv, &status), boot;

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (options.verify && options.repin)
		return misuse(verb, "--verify and --repin cannot be used together");
	if (options.verify && options.dry_run)
		return misuse(verb, "--verify and --dry-run cannot be used together");
	status = STATUS_FAILED;
	only_reads = options.verify || options.dry_run;
	if (only_reads && !keep_privilege(PRIVILEGE_READ))
		return status;
	/* users other than root are told what they can do instead */
	if (!only_reads && !geteuid() && !lock_machine(options.sysroot))
		return status;
	boot = boot_machine_open(&apply.boot, options.sysroot);
	if (!next_boot_open(&apply.next_boot, options.sysroot) && !apply_read_opened(&apply, boot))
		status = pins_renew(&apply.next_boot, options.repin);
	if (!status)
		status = apply_run(&apply);
	apply_free(&apply);
	return status;
}
