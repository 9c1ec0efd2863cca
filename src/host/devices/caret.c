// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Formats the line and the caret.
 */
#include "host/devices/caret.h"

#define INDENT "    "
#define SHOWN_MAX 88
#define BEFORE_MAX 60
#define MORE "..."

/*
 * A tab stays a tab, so that the caret is in the right place whatever the tab width; the bytes of
 * one character take one column.
 */
static void add_caret(const char *shown, struct text *out)
{
	for (; *shown; shown++)
		if (((unsigned char)*shown & 0xc0) != 0x80)
			text_puts(out, *shown == '\t' ? "\t" : " ");
	text_puts(out, "^\n");
}

void caret_format(const char *line, size_t length, size_t column, struct text *out)
{
	struct text before = { 0 };
	size_t start = 0, end;

	if (column > length + 1)
		column = 0; /* not in this line */
	if (length > SHOWN_MAX && column > BEFORE_MAX + 1)
		start = column - 1 - BEFORE_MAX;
	end = length - start > SHOWN_MAX ? start + SHOWN_MAX : length;
	text_printf(out, INDENT "%s", start ? MORE : "");
	text_add_plain(out, line + start, end - start, "\t");
	text_printf(out, "%s\n", end < length ? MORE : "");
	if (!column)
		return;
	text_printf(out, INDENT "%s", start ? "   " : "");
	text_add_plain(&before, line + start, column - 1 - start, "\t");
	add_caret(text_string(&before), out);
	text_free(&before);
}
