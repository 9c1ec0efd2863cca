// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The line and the caret.
 */
#include "host/devices/caret.h"

#define INDENT "    "
#define SHOWN_MAX 88
#define BEFORE_MAX 60
#define MORE "..."

static void add_shown(const char *line, size_t start, size_t end, struct text *out)
{
	size_t i;

	for (i = start; i < end; i++) {
		unsigned char c = (unsigned char)line[i];

		text_add(out, c == '\t' || (c >= 0x20 && c < 0x7f) ? &line[i] : "?", 1);
	}
}

/* Tabs stay tabs, so that the caret stands right whatever their width is. */
static void add_caret(const char *line, size_t start, size_t column, struct text *out)
{
	size_t i;

	for (i = start; i + 1 < column; i++)
		text_puts(out, line[i] == '\t' ? "\t" : " ");
	text_puts(out, "^\n");
}

void caret_format(const char *line, size_t length, size_t column, struct text *out)
{
	size_t start = 0, end;

	if (column > length + 1)
		column = 0; /* not of this line */
	if (length > SHOWN_MAX && column > BEFORE_MAX + 1)
		start = column - 1 - BEFORE_MAX;
	end = length - start > SHOWN_MAX ? start + SHOWN_MAX : length;
	text_printf(out, INDENT "%s", start ? MORE : "");
	add_shown(line, start, end, out);
	text_printf(out, "%s\n", end < length ? MORE : "");
	if (!column)
		return;
	text_printf(out, INDENT "%s", start ? "   " : "");
	add_caret(line, start, column, out);
}
