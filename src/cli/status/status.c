// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind status: is everything as configured? Puts the parts together and shows them.
 */
#include "cli/status/status.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/show/complaints.h"
#include "host/show/device_json.h"
#include "host/show/entry_rows.h"
#include "host/show/first_run.h"
#include "host/show/table.h"

#define STATUS_FORMAT 3

static const struct column function_columns[] = {
	{ "ADDRESS", "address", COLUMN_PLAIN }, { "ID", "id", COLUMN_PLAIN },
	{ "NAME", "brief", COLUMN_NAME },       { "WANTED", "wanted", COLUMN_PLAIN },
	{ "DRIVER", "driver", COLUMN_PLAIN },   { "STATE", "state", COLUMN_PLAIN },
	{ "WHY", "why", COLUMN_WRAP },          { "RULE", "place", COLUMN_WRAP },
	{ NULL, NULL, COLUMN_PLAIN },
};

static const struct column image_columns[] = {
	{ "IMAGE", "image", COLUMN_PLAIN }, { "KERNEL", "kernel", COLUMN_PLAIN },
	{ "STATE", "state", COLUMN_PLAIN }, { "WHY", "why", COLUMN_WRAP },
	{ NULL, NULL, COLUMN_PLAIN },
};

static void view_close(struct status_view *view)
{
	boot_machine_close(&view->boot);
	text_free(&view->refresh);
	status_free_images(view);
	boot_report_free(&view->booted);
	next_boot_close(&view->next_boot);
}

/* Includes the problems of the next boot, by report_status(): bad lines, rules that match nothing.
 */
static void judge_next(struct status_view *view)
{
	const struct report next = { .inputs = &view->next_boot.inputs,
				     .decision = &view->next_boot.decision,
				     .outcomes = view->next_boot.outcomes,
				     .dry_run = true };

	view->is_problem |= report_status(&next) != STATUS_OK;
}

static int view_open(struct status_view *view, const char *sysroot)
{
	int r, boot;

	boot = boot_machine_open(&view->boot, sysroot);
	r = next_boot_open(&view->next_boot, sysroot);
	if (!r)
		r = boot ? boot : boot_machine_read(&view->boot);
	if (!r)
		r = next_boot_as_configured(&view->next_boot);
	if (!r && view->next_boot.machine.inputs.config.unreadable)
		r = -EIO; /* what the images must hold is not known */
	if (r)
		return r;
	view->claim = next_boot_claim(&view->next_boot);
	view->no_report = boot_report_read(view->next_boot.machine.fs, &view->booted);
	if (view->no_report == -ENOMEM)
		return -ENOMEM;
	if (!view->no_report)
		r = boot_report_add_late(view->next_boot.machine.fs, &view->booted);
	if (r)
		return r;
	judge_next(view);
	return status_look_at_images(view);
}

static int add_part(struct status_view *view, struct json_object *top, const char *key,
		    int (*add)(struct status_view *view, struct json_object *rows))
{
	struct json_object *rows = json_object_new_array();

	if (!rows || json_object_object_add(top, key, rows)) {
		json_object_put(rows);
		return -ENOMEM;
	}
	return add(view, rows);
}

static int add_error(struct json_object *rows, const char *file, unsigned int line,
		     unsigned int column, const char *text)
{
	struct json_object *row = json_object_new_object();

	if (!row || json_object_array_add(rows, row))
		return -ENOMEM;
	show_add_string(row, "file", file);
	json_object_object_add(row, "line", json_object_new_int((int)line));
	json_object_object_add(row, "column", json_object_new_int((int)column));
	show_add_string(row, "text", text);
	return 0;
}

/* What next_boot_complain() says on standard error and what makes the status. */
static int add_errors(struct status_view *view, struct json_object *rows)
{
	const struct inputs *next = &view->next_boot.inputs;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < next->errors.count; i++)
		r = add_error(rows, next->errors.list[i].file, next->errors.list[i].line,
			      next->errors.list[i].column, next->errors.list[i].text);
	for (i = 0; !r && next->cmdline.enable && i < next->config.count; i++) {
		const struct rule *rule = &next->config.rules[i];

		if (rule_finds_nothing(rule, &next->devices))
			r = add_error(rows, rule->source.file, rule->source.line, 0,
				      "matches no function");
	}
	return r;
}

static enum status view_status(const struct status_view *view)
{
	if (view->next_boot.inputs.no_devices)
		return STATUS_FAILED;
	if (view->is_problem)
		return STATUS_NOT_AS_CONFIGURED;
	return view->is_pending ? STATUS_PENDING : STATUS_OK;
}

/* The exit status is about the functions that were asked for, whatever else is wrong. */
static int add_functions(struct status_view *view, struct json_object *top)
{
	bool is_problem = view->is_problem, is_pending = view->is_pending;
	int r;

	if (filter_is_set(&view->filter))
		view->is_problem = view->is_pending = false;
	r = add_part(view, top, "functions", status_add_functions);
	if (!r)
		r = add_part(view, top, "groups", status_add_groups);
	if (!filter_is_set(&view->filter)) {
		view->is_problem |= is_problem;
		view->is_pending |= is_pending;
	}
	return r;
}

static int add_images(struct status_view *view, struct json_object *top)
{
	bool is_problem = view->is_problem, is_pending = view->is_pending;
	int r = add_part(view, top, "images", status_add_images);

	if (filter_is_set(&view->filter)) {
		view->is_problem = is_problem;
		view->is_pending = is_pending;
	}
	return r;
}

static int fill_json(struct status_view *view, struct json_object *top)
{
	struct json_object *entries = json_object_new_array();
	struct text sentence = { 0 };
	int r = entries ? status_add_entries(view, entries) : -ENOMEM;

	view->reboot_helps &= !view->is_problem;
	json_object_object_add(top, "format", json_object_new_int(STATUS_FORMAT));
	if (!r)
		r = add_functions(view, top);
	if (!r)
		r = add_images(view, top);
	json_object_object_add(top, "entries", entries);
	if (!r)
		r = add_part(view, top, "errors", add_errors);
	show_add_string(top, "digest", claim_digest(&view->claim));
	show_add_string(top, "command", view->is_stale ? generator_command(view->generator) : NULL);
	show_add_string(top, "refresh", text_string(&view->refresh));
	json_object_object_add(top, "status", json_object_new_int((int)view_status(view)));
	if (!r)
		status_add_sentence(view, top, &sentence);
	row_add_text(top, "summary", &sentence);
	return r;
}

static const char *member(struct json_object *object, const char *key)
{
	return json_object_get_string(json_object_object_get(object, key));
}

static void print_group(struct json_object *group)
{
	struct json_object *missing = json_object_object_get(group, "missing");
	size_t count = json_object_array_length(missing), i;

	bool will_be =
		json_object_get_boolean(json_object_object_get(group, "viable_after_reboot"));

	printf("IOMMU group %s is %s", member(group, "iommu_group"),
	       !count    ? "viable"
	       : will_be ? "not viable before the reboot: "
			 : "not viable: ");
	for (i = 0; i < count; i++) {
		struct json_object *function = json_object_array_get_idx(missing, i);

		printf("%s%s is bound to %s", i ? ", " : "", member(function, "address"),
		       member(function, "driver"));
	}
	putchar('\n');
	if (count && member(group, "cure"))
		print_plain("    -> %s\n", member(group, "cure"));
}

static void print_groups(struct json_object *groups)
{
	size_t count = json_object_array_length(groups), i;

	for (i = 0; i < count; i++)
		print_group(json_object_array_get_idx(groups, i));
	if (count)
		putchar('\n');
}

/* What is about the whole machine. */
static int show_boots(struct json_object *top)
{
	struct json_object *entries = json_object_object_get(top, "entries");
	int r = show_table(json_object_object_get(top, "images"), image_columns);

	if (!r && json_object_array_length(entries))
		putchar('\n');
	return r ? r : entry_rows_show(entries);
}

static int show_tables(const struct status_view *view, struct json_object *top)
{
	struct json_object *functions = json_object_object_get(top, "functions");
	int r;

	print_plain("%s\n\n", member(top, "summary"));
	r = show_table(functions, function_columns);
	if (json_object_array_length(functions))
		putchar('\n');
	if (!r)
		print_groups(json_object_object_get(top, "groups"));
	if (!r && !filter_is_set(&view->filter))
		r = show_boots(top);
	return !r && (fflush(stdout) || ferror(stdout)) ? -EIO : r;
}

/* Nothing is configured, and nobody asked for anything: the first advice. */
static bool is_first_run(const struct status_view *view)
{
	return next_boot_is_first_run(&view->next_boot) && !filter_is_set(&view->filter);
}

static int show_status(struct status_view *view)
{
	struct json_object *top = json_object_new_object();
	int r = top ? fill_json(view, top) : -ENOMEM;

	if (!r && view->json) {
		r = show_json(top);
	} else if (!r) {
		if (is_first_run(view))
			r = first_run_show(&view->next_boot.machine);
		if (!r && (!is_first_run(view) || view->is_problem || view->is_pending ||
			   json_object_array_length(json_object_object_get(top, "functions"))))
			r = show_tables(view, top);
	}
	json_object_put(top);
	return r;
}

static enum status run_status(struct status_view *view, const char *sysroot)
{
	int r = view_open(view, sysroot);

	if (!r && !filter_finds(&view->filter, &view->next_boot.machine.inputs.devices))
		return STATUS_FAILED;
	if (!r)
		r = show_status(view);
	if (r) {
		complain("status failed: %s", error_text(r));
		return STATUS_FAILED;
	}
	next_boot_complain(&view->next_boot);
	next_boot_complain_iommu(&view->next_boot);
	return view_status(view);
}

enum status verb_status(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	struct status_view view = { 0 };
	const struct cli_option table[] = { CLI_SYSROOT(sysroot), CLI_JSON(view.json), { 0 } };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (!filter_read(verb, argc, argv, r, &view.filter, &status)) {
		status = run_status(&view, sysroot);
		view_close(&view);
	}
	filter_free(&view.filter);
	return status;
}
