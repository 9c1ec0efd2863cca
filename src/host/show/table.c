// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tables through libsmartcols, JSON through json-c.
 */
#include "host/show/table.h"

#include <ctype.h>
#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "host/base/colour.h"

/* Of what stands below a row. */
#define INDENT 4

struct json_object *show_new_string(const char *value, size_t length)
{
	struct json_object *string = NULL;
	struct text plain = { 0 };

	text_add_plain(&plain, value, length, "\t");
	if (!text_error(&plain))
		string = json_object_new_string_len(text_string(&plain), (int)plain.length);
	text_free(&plain);
	return string;
}

void show_add_string(struct json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key,
			       value && *value ? show_new_string(value, strlen(value)) : NULL);
}

static const char *cell_text(struct json_object *row, const char *key)
{
	struct json_object *value = NULL;

	if (!json_object_object_get_ex(row, key, &value) || !value)
		return "-";
	if (json_object_is_type(value, json_type_boolean))
		return json_object_get_boolean(value) ? "yes" : "";
	return json_object_get_string(value);
}

static const char *row_colour(struct json_object *row)
{
	static const struct {
		const char *mark;
		const char *colour;
	} colours[] = { { "bad", "red" }, { "good", "green" }, { "note", "yellow" } };
	const char *mark = cell_text(row, SHOW_MARK);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(colours); i++)
		if (!strcmp(mark, colours[i].mark))
			return colours[i].colour;
	return NULL;
}

/* How wide the terminal is; 0: there is none, and lines may be of any length. */
static size_t terminal_width(void)
{
	struct libscols_table *table = isatty(STDOUT_FILENO) ? scols_new_table() : NULL;
	size_t width = table ? scols_table_get_termwidth(table) : 0;

	scols_unref_table(table);
	return width;
}

/* With the columns below left out. */
static int add_columns(struct libscols_table *table, const struct column *columns, bool stacked)
{
	static const int flags[] = {
		[COLUMN_PLAIN] = 0,
		[COLUMN_RIGHT] = SCOLS_FL_RIGHT,
		[COLUMN_CUT] = SCOLS_FL_TRUNC,
		[COLUMN_WRAP] = 0,
	};

	for (; columns->key; columns++)
		if (!(stacked && columns->kind == COLUMN_WRAP) &&
		    !scols_table_new_column(table, columns->title,
					    columns->kind == COLUMN_CUT ? 0.1 : 0,
					    flags[columns->kind]))
			return -ENOMEM;
	return 0;
}

static int add_row(struct libscols_table *table, const struct column *columns, bool stacked,
		   struct json_object *row)
{
	struct libscols_line *line = scols_table_new_line(table, NULL);
	const char *colour = row_colour(row);
	size_t cell = 0;
	int r = line ? 0 : -ENOMEM;

	for (; !r && columns->key; columns++)
		if (!(stacked && columns->kind == COLUMN_WRAP))
			r = scols_line_set_data(line, cell++, cell_text(row, columns->key));
	if (!r && colour)
		r = scols_line_set_color(line, colour);
	return r;
}

/* The table with a line for each row; width 0: as wide as it gets. */
static int render(struct json_object *rows, const struct column *columns, bool stacked,
		  size_t width, char **out)
{
	struct libscols_table *table = scols_new_table();
	size_t i;
	int r = table ? add_columns(table, columns, stacked) : -ENOMEM;

	for (i = 0; !r && i < json_object_array_length(rows); i++)
		r = add_row(table, columns, stacked, json_object_array_get_idx(rows, i));
	if (!r)
		r = scols_table_set_termforce(table, width ? SCOLS_TERMFORCE_ALWAYS
							   : SCOLS_TERMFORCE_NEVER);
	if (!r)
		r = scols_table_enable_colors(table, colour_is_on());
	if (!r)
		r = scols_print_table_to_string(table, out);
	scols_unref_table(table);
	return r;
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > longest)
			longest = length;
		text += length + (text[length] == '\n');
	}
	return longest;
}

/* Words up to the width, each line indented. */
static void print_below(const char *title, const char *text, size_t width)
{
	size_t column = INDENT + strlen(title) + 1, length;
	const char *c;

	printf("%*s", INDENT, "");
	for (c = title; *c; c++)
		putchar(tolower((unsigned char)*c));
	putchar(':');
	for (; *text; text += length + strspn(text + length, " ")) {
		length = strcspn(text, " ");
		if (column + 1 + length > width && column > 2 * INDENT) {
			printf("\n%*s", 2 * INDENT - 1, "");
			column = 2 * INDENT - 1;
		}
		putchar(' ');
		printf("%.*s", (int)length, text);
		column += 1 + length;
	}
	putchar('\n');
}

static void print_stacked(const char *text, struct json_object *rows, const struct column *columns,
			  size_t width)
{
	size_t i, column, count = json_object_array_length(rows);

	/* line 0 is the head */
	for (i = 0; i <= count && *text; i++) {
		int length = (int)strcspn(text, "\n");

		printf("%.*s\n", length, text);
		text += length + (text[length] == '\n');
		for (column = 0; i && columns[column].key; column++) {
			const char *cell = cell_text(json_object_array_get_idx(rows, i - 1),
						     columns[column].key);

			if (columns[column].kind == COLUMN_WRAP && strcmp(cell, "-") != 0)
				print_below(columns[column].title, cell, width);
		}
	}
}

int show_table(struct json_object *rows, const struct column *columns)
{
	size_t width = terminal_width();
	cleanup_free char *text = NULL;
	bool stacked;
	int r;

	if (!json_object_array_length(rows))
		return 0;
	r = render(rows, columns, false, 0, &text);
	stacked = !r && width && longest_line(text) > width;
	if (!r && width) {
		free(text);
		text = NULL;
		r = render(rows, columns, stacked, width, &text);
	}
	if (r)
		return r;
	if (stacked)
		print_stacked(text, rows, columns, width);
	else
		puts(text);
	return fflush(stdout) || ferror(stdout) ? -EIO : 0;
}

int show_json(struct json_object *value)
{
	const char *text = json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!text)
		return -ENOMEM;
	return puts(text) < 0 || fflush(stdout) ? -EIO : 0;
}
