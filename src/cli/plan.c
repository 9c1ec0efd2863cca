// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind plan: what the boot stage would do with the current configuration. The decision is
 * the boot stage's own code; --json is the format of its report.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/entries/judge.h"
#include "host/entries/read.h"
#include "host/machine/next_boot.h"
#include "host/show/complaints.h"
#include "host/show/device_json.h"
#include "host/show/first_run.h"
#include "host/show/table.h"
#include "host/sriov/sriov.h"

static const struct column columns[] = {
	{ "ADDRESS", "address", COLUMN_PLAIN }, { "ID", "id", COLUMN_PLAIN },
	{ "NAME", "brief", COLUMN_NAME },       { "OUTCOME", "outcome", COLUMN_PLAIN },
	{ "DRIVER", "driver", COLUMN_PLAIN },   { "WHY", "why", COLUMN_WRAP },
	{ "RULE", "place", COLUMN_WRAP },       { NULL, NULL, COLUMN_PLAIN },
};

static struct json_object *make_row(struct next_boot *next_boot, const struct match *match,
				    const struct outcome *outcome)
{
	struct json_object *row = row_function(&next_boot->machine, match->device);
	bool planned = match->verdict == VERDICT_WANTED;
	struct text why = { 0 };

	if (!row)
		return NULL;
	show_add_string(row, "outcome", outcome_word(match, outcome));
	show_add_string(row, "driver", planned ? match->rule->driver : match->device->driver);
	if (match->verdict == VERDICT_KEPT)
		sriov_explain(match, &why);
	else
		outcome_explain(match, outcome, &why);
	row_add_text(row, "why", &why);
	row_add_rule(row, &match->wanted_by->source);
	if (planned)
		show_add_string(row, SHOW_MARK, "good");
	else if (verdict_is_problem(match->verdict))
		show_add_string(row, SHOW_MARK, "bad");
	return row;
}

/* What is decided about a function when it appears after the boot. */
static struct json_object *make_later_row(struct next_boot *next_boot, const struct match *match)
{
	size_t index = (size_t)(match - next_boot->later.matches.list);
	struct json_object *row = make_row(next_boot, match, &next_boot->later_outcomes[index]);
	struct text why = { 0 };

	if (!row || match->verdict != VERDICT_WANTED)
		return row;
	show_add_string(row, "outcome", next_boot_word_late(next_boot, match));
	next_boot_explain_late(next_boot, match, &why);
	row_add_text(row, "why", &why);
	return row;
}

static int add_later_rows(struct next_boot *next_boot, bool json, struct json_object *rows)
{
	const struct matches *later = &next_boot->later.matches;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < later->count; i++) {
		struct json_object *row = make_later_row(next_boot, &later->list[i]);

		if (row && !json)
			row_add_brief(row, &next_boot->machine, later->list[i].device);
		r = row && !json_object_array_add(rows, row) ? 0 : -ENOMEM;
	}
	return r;
}

static int show_as_table(struct next_boot *next_boot)
{
	const struct matches *matches = &next_boot->decision.matches;
	struct json_object *rows = json_object_new_array();
	size_t i;
	int r = rows ? 0 : -ENOMEM;

	for (i = 0; !r && i < matches->count; i++) {
		struct json_object *row =
			make_row(next_boot, &matches->list[i], &next_boot->outcomes[i]);

		if (row)
			row_add_brief(row, &next_boot->machine, matches->list[i].device);
		r = row && !json_object_array_add(rows, row) ? 0 : -ENOMEM;
	}
	if (!r)
		r = add_later_rows(next_boot, false, rows);
	if (!r && !matches->count && !next_boot->later.matches.count)
		r = puts(next_boot->inputs.errors.count
				 ? "The next boot will do nothing. See the errors."
				 : "The next boot will do nothing: no rule matches a function.") < 0
			    ? -EIO
			    : 0;
	if (!r)
		r = show_table(rows, columns);
	json_object_put(rows);
	return r;
}

/* The report of the boot stage, and what comes after it. */
static int show_as_json(struct next_boot *next_boot, const struct report *report)
{
	struct json_object *rows = json_object_new_array();
	struct text text = { 0 };
	int r = rows ? add_later_rows(next_boot, true, rows) : -ENOMEM;

	report_write(report, &text);
	if (!r)
		r = text_error(&text);
	if (!r) {
		text.length = (size_t)(strrchr(text.data, '}') - text.data);
		text_printf(&text, ",\n\"later\":%s}\n",
			    json_object_to_json_string_ext(rows, JSON_C_TO_STRING_PLAIN));
		r = text_error(&text);
	}
	json_object_put(rows);
	if (!r && (fputs(text_string(&text), stdout) < 0 || fflush(stdout)))
		r = -EIO;
	text_free(&text);
	return r;
}

/* The plan comes true only if the boot loader starts an image with this configuration. */
static int complain_default(const struct boot_machine *boot, const struct next_boot *next_boot)
{
	const struct claim claim = next_boot_claim(next_boot);
	int r = 0;
	size_t i;

	for (i = 0; !r && claim.is_configured && i < boot->entries.count; i++) {
		const struct boot_entry *entry = &boot->entries.list[i];
		struct entry_verdict verdict;
		struct text line = { 0 };

		if (!entry->is_default)
			continue;
		r = entry_judge(boot, entry, &claim, &verdict);
		if (r)
			break;
		if (verdict.is_problem) {
			entry_explain(boot, entry, &verdict, &line);
			complain("warning: %s", text_string(&line));
		}
		text_free(&line);
		entry_free_verdict(&verdict);
	}
	return r;
}

/*
 * The rules in an image take effect even if the configuration was emptied since. Only if nothing is
 * configured: otherwise the plan is about the images that apply builds.
 */
static int complain_leftovers(const struct next_boot *next_boot)
{
	const struct claim claim = next_boot_claim(next_boot);
	struct fs *fs = next_boot->machine.fs;
	struct image *images = NULL;
	size_t count = 0, i;
	int r = claim.is_configured ? 0 : images_find(fs, &images, &count);

	for (i = 0; !r && i < count; i++) {
		struct verification image;

		r = image_verify(fs, &images[i], &claim, &image);
		if (r)
			break;
		if (image.state == IMAGE_OUT_OF_DATE)
			complain("warning: /%s %s, and binds when it boots: run 'vfio-prebind "
				 "apply', then reboot",
				 images[i].path, text_string(&image.problem));
		verification_free(&image);
	}
	images_free(images, count);
	return r;
}

static int show_plan(struct next_boot *next_boot, const struct report *report, bool json)
{
	int r;

	if (json)
		r = show_as_json(next_boot, report);
	else if (next_boot_is_first_run(next_boot))
		r = first_run_show(&next_boot->machine);
	else
		r = show_as_table(next_boot);
	next_boot_complain(next_boot);
	next_boot_complain_iommu(next_boot);
	return r;
}

enum status verb_plan(const struct verb *verb, int argc, char **argv)
{
	static const struct times no_times;
	const char *sysroot = "/";
	bool json = false;
	const struct cli_option table[] = { CLI_SYSROOT(sysroot), CLI_JSON(json), { 0 } };
	enum status status = STATUS_FAILED;
	int no_entries;
	struct boot_machine boot;
	struct next_boot next_boot;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	no_entries = boot_machine_open(&boot, sysroot);
	r = next_boot_open(&next_boot, sysroot);
	if (!r) {
		const struct report report = {
			.version = VERSION,
			.inputs = &next_boot.inputs,
			.decision = &next_boot.decision,
			.outcomes = next_boot.outcomes,
			.times = &no_times,
			.dry_run = true,
		};

		status = report_status(&report);
		r = show_plan(&next_boot, &report, json);
		if (!r)
			r = complain_leftovers(&next_boot);
	}
	if (!r && !no_entries)
		r = boot_machine_read(&boot);
	if (!r && !no_entries)
		r = complain_default(&boot, &next_boot);
	if (r)
		complain("plan failed: %s", error_text(r));
	next_boot_close(&next_boot);
	boot_machine_close(&boot);
	return r ? STATUS_FAILED : status;
}
