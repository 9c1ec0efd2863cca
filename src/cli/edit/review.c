// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the edited text instead of the file.
 */
#include "cli/edit/review.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/base/cli.h"
#include "host/config/new_dangers.h"
#include "host/devices/caret.h"
#include "host/show/finding.h"

struct reviewing {
	const struct edit *edit;
	const struct machine *machine;
	struct review *review;
};

/* A line, from 1, of the edited file as it is now, of others as they were read; owned. NULL: none.
 */
static char *copy_line(const struct reviewing *reviewing, const char *name, unsigned int number)
{
	const struct text *text = &reviewing->edit->text;
	struct config_file edited = { (char *)reviewing->edit->name, 0, text->data, text->length };
	const struct config_files one = { .list = &edited, .count = 1 };
	const struct config_files *files = &reviewing->machine->files;
	const char *line;
	size_t length;

	if (!strcmp(name, edited.name))
		files = text->data ? &one : NULL;
	line = files ? config_files_line(files, name, number, &length) : NULL;
	return line ? strndup(line, length) : NULL;
}

static void tell_error(const struct reviewing *reviewing, const struct diagnostic *error)
{
	cleanup_free char *line = copy_line(reviewing, error->file, error->line);
	struct text place = { 0 }, shown = { 0 };

	diagnostic_format(error, &place);
	print_plain("error: %s\n", text_string(&place));
	if (line)
		caret_format(line, strlen(line), error->column, &shown);
	fputs(text_string(&shown), stdout);
	text_free(&place);
	text_free(&shown);
}

static int tell_errors(const struct reviewing *reviewing)
{
	const struct edit *edit = reviewing->edit;
	struct diagnostics errors = { 0 };
	struct config parsed = { 0 };
	size_t i;
	int r = config_add_file(&parsed, &errors, edit->name, text_string(&edit->text),
				edit->text.length, CONFIG_HOST);

	for (i = 0; !r && i < errors.count; i++)
		tell_error(reviewing, &errors.list[i]);
	reviewing->review->problems += errors.count;
	reviewing->review->stops_apply |= errors.count;
	diagnostics_free(&errors);
	config_free(&parsed);
	return r;
}

static void tell_danger(void *data, const struct finding *finding, bool is_new)
{
	struct reviewing *reviewing = data;
	cleanup_free char *line = NULL;

	reviewing->review->stops_apply |= danger_stops_apply(reviewing->machine, finding);
	if (!is_new)
		return;
	if (finding->text)
		line = strdup(finding->text);
	else if (finding->file)
		line = copy_line(reviewing, finding->file, finding->line);
	show_finding(finding, line);
	reviewing->review->problems += finding->severity != SEVERITY_NOTE;
}

int review_edit(const struct edit *edit, struct machine *machine, struct review *review)
{
	struct review result = { 0 };
	struct reviewing reviewing = { edit, machine, &result };
	int r = tell_errors(&reviewing);

	if (!r)
		r = new_dangers_find(edit, machine, tell_danger, &reviewing);
	if (!r)
		*review = result;
	return r;
}
