// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Findings in words.
 */
#include "host/show/finding.h"

#include <stdio.h>
#include <string.h>

#include "host/base/cli.h"
#include "host/base/colour.h"
#include "host/devices/caret.h"

static void print_place(const struct finding *finding)
{
	if (!finding->file)
		return;
	print_plain("%s", finding->file);
	if (finding->line)
		printf(":%u", finding->line);
	if (finding->column)
		printf(":%u", finding->column);
	fputs(": ", stdout);
}

void show_finding(const struct finding *finding, const char *line)
{
	static const char *const colours[] = {
		[SEVERITY_ERROR] = "\033[1;31m",
		[SEVERITY_WARNING] = "\033[33m",
		[SEVERITY_NOTE] = "\033[1m",
	};
	bool has_colour = colour_is_on();
	struct text shown = { 0 };

	printf("%s%s[%s]%s ", has_colour ? colours[finding->severity] : "",
	       severity_word(finding->severity), finding->danger->code,
	       has_colour ? "\033[0m" : "");
	print_place(finding);
	print_plain("%s\n", text_string(&finding->cause));
	if (line)
		caret_format(line, strlen(line), finding->column, &shown);
	fputs(text_string(&shown), stdout);
	text_free(&shown);
}
