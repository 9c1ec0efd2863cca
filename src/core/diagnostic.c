// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Collects and prints errors in the input.
 */
#include "core/diagnostic.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"

#define QUOTE_MAX 40

void diagnostics_free(struct diagnostics *diagnostics)
{
	size_t i;

	for (i = 0; i < diagnostics->count; i++) {
		free(diagnostics->list[i].file);
		free(diagnostics->list[i].text);
	}
	free(diagnostics->list);
	memset(diagnostics, 0, sizeof(*diagnostics));
}

/* The list with room for one more; NULL without memory. Doubled when the count is a power of 2. */
static struct diagnostic *make_room(struct diagnostics *diagnostics)
{
	size_t count = diagnostics->count;
	struct diagnostic *list = diagnostics->list;

	if (count & (count - 1))
		return list;
	list = realloc(list, (count ? 2 * count : 1) * sizeof(*list));
	if (list)
		diagnostics->list = list;
	return list;
}

int diagnostics_add(struct diagnostics *diagnostics, const char *file, unsigned int line,
		    unsigned int column, const char *text)
{
	struct diagnostic entry = { strdup(file), line, column, strdup(text) };
	struct diagnostic *list;

	list = make_room(diagnostics);
	if (!list || !entry.file || !entry.text) {
		free(entry.file);
		free(entry.text);
		return -ENOMEM;
	}
	list[diagnostics->count++] = entry;
	return 0;
}

int diagnostics_add_error(struct diagnostics *diagnostics, const char *file, const char *what,
			  int error)
{
	struct text text = { 0 };
	int r;

	text_printf(&text, "%s: %s", what, error_text(error));
	r = text_error(&text);
	if (!r)
		r = diagnostics_add(diagnostics, file, 0, 0, text.data);
	text_free(&text);
	return r;
}

void diagnostic_format(const struct diagnostic *diagnostic, struct text *out)
{
	text_puts(out, diagnostic->file);
	if (diagnostic->line)
		text_printf(out, ":%u", diagnostic->line);
	if (diagnostic->column)
		text_printf(out, ":%u", diagnostic->column);
	text_printf(out, ": %s", diagnostic->text);
}

int parse_error_quote(struct parse_error *error, size_t offset, const char *what,
		      const char *quoted, size_t length, const char *hint)
{
	char quote[QUOTE_MAX + 1];
	size_t shown = length < QUOTE_MAX ? length : QUOTE_MAX;

	if (shown)
		memcpy(quote, quoted, shown);
	text_plain(quote, shown, "");
	quote[shown] = '\0';
	error->offset = offset;
	(void)snprintf(error->phrase, sizeof(error->phrase), "%s '%s%s'%s", what, quote,
		       shown < length ? "..." : "", hint);
	return -EINVAL;
}

int parse_error_set(struct parse_error *error, size_t offset, const char *phrase)
{
	error->offset = offset;
	(void)snprintf(error->phrase, sizeof(error->phrase), "%s", phrase);
	return -EINVAL;
}
