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

/* Of what is below a row. */
#define INDENT 4

/* A name gets at least so much room, and the table may be wider than the terminal. */
#define NAME_MIN 16

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

/* Of a table as it is rendered. */
struct layout {
	bool is_stacked;   /* columns that wrap are below the rows */
	bool has_names;    /* false: to see how much room the others leave */
	size_t name_width; /* of a name; 0: any */
	bool has_colour;
};

static bool is_shown(const struct layout *layout, const struct column *column)
{
	return !(layout->is_stacked && column->kind == COLUMN_WRAP) &&
	       (layout->has_names || column->kind != COLUMN_NAME);
}

static int add_columns(struct libscols_table *table, const struct column *columns,
		       const struct layout *layout)
{
	static const int flags[] = {
		[COLUMN_PLAIN] = 0,
		[COLUMN_RIGHT] = SCOLS_FL_RIGHT,
		[COLUMN_TREE] = SCOLS_FL_TREE,
		[COLUMN_NAME] = 0,
		[COLUMN_WRAP] = 0,
	};

	for (; columns->key; columns++)
		if (is_shown(layout, columns) &&
		    !scols_table_new_column(table, columns->title, 0, flags[columns->kind]))
			return -ENOMEM;
	return 0;
}

static bool starts_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* Columns on a terminal: characters of UTF-8. */
static size_t text_width(const char *text, size_t length)
{
	size_t width = 0;

	for (; length; length--)
		width += starts_character(*text++);
	return width;
}

/* How many bytes of a name fit: all, those before the vendor, or as many as there is room for. */
static size_t fit_name(const char *name, size_t width, bool *is_cut)
{
	size_t length = strlen(name), i;
	const char *comma;

	*is_cut = false;
	if (!width || text_width(name, length) <= width)
		return length;
	for (comma = name + length; comma > name; comma--)
		if (!strncmp(comma, ", ", 2))
			break;
	if (comma > name)
		length = (size_t)(comma - name);
	if (text_width(name, length) <= width)
		return length;
	*is_cut = true;
	for (i = 0; i < length && width; i++)
		width -= starts_character(name[i + 1]);
	return i;
}

static int add_cell(struct libscols_line *line, size_t index, const struct column *column,
		    const struct layout *layout, struct json_object *row)
{
	const char *cell = cell_text(row, column->key);
	cleanup_free char *name = NULL;
	bool is_cut;

	if (column->kind != COLUMN_NAME)
		return scols_line_set_data(line, index, cell);
	name = strndup(cell, fit_name(cell, layout->name_width, &is_cut));
	return name ? scols_line_set_data(line, index, name) : -ENOMEM;
}

/* *above is the last row that is no branch. */
static int add_row(struct libscols_table *table, const struct column *columns,
		   const struct layout *layout, struct json_object *row,
		   struct libscols_line **above)
{
	bool is_branch = json_object_get_boolean(json_object_object_get(row, SHOW_BELOW));
	struct libscols_line *line = scols_table_new_line(table, is_branch ? *above : NULL);
	const char *colour = row_colour(row);
	size_t index = 0;
	int r = line ? 0 : -ENOMEM;

	if (!is_branch)
		*above = line;
	for (; !r && columns->key; columns++)
		if (is_shown(layout, columns))
			r = add_cell(line, index++, columns, layout, row);
	if (!r && colour)
		r = scols_line_set_color(line, colour);
	return r;
}

/* The table with a line for each row. */
static int render(struct json_object *rows, const struct column *columns,
		  const struct layout *layout, char **out)
{
	struct libscols_table *table = scols_new_table();
	struct libscols_line *above = NULL;
	size_t i;
	int r = table ? add_columns(table, columns, layout) : -ENOMEM;

	for (i = 0; !r && i < json_object_array_length(rows); i++)
		r = add_row(table, columns, layout, json_object_array_get_idx(rows, i), &above);
	if (!r)
		r = scols_table_set_termforce(table, SCOLS_TERMFORCE_NEVER);
	if (!r)
		r = scols_table_enable_colors(table, layout->has_colour && colour_is_on());
	if (!r)
		r = scols_print_table_to_string(table, out);
	scols_unref_table(table);
	return r;
}

/* The longest line of the table without colours. */
static int measure(struct json_object *rows, const struct column *columns,
		   const struct layout *layout, size_t *width)
{
	cleanup_free char *text = NULL;
	const char *line;
	int r = render(rows, columns, layout, &text);

	*width = 0;
	for (line = text; !r && *line;) {
		size_t length = strcspn(line, "\n");
		size_t columns_of_line = text_width(line, length);

		if (columns_of_line > *width)
			*width = columns_of_line;
		line += length + (line[length] == '\n');
	}
	return r;
}

/* Everything in a line for each row if the terminal is as wide, otherwise what wraps is below. */
static int choose_layout(struct json_object *rows, const struct column *columns, size_t terminal,
			 struct layout *layout)
{
	size_t width;
	int r;

	*layout = (struct layout){ .has_names = true };
	if (!terminal)
		return 0;
	r = measure(rows, columns, layout, &width);
	if (r || width <= terminal)
		return r;
	layout->is_stacked = true;
	layout->has_names = false;
	r = measure(rows, columns, layout, &width);
	layout->has_names = true;
	layout->name_width = terminal > width + 1 + NAME_MIN ? terminal - width - 1 : NAME_MIN;
	return r;
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
		size_t room = text_width(text, length = strcspn(text, " "));

		if (column + 1 + room > width && column > 2 * INDENT) {
			printf("\n%*s", 2 * INDENT - 1, "");
			column = 2 * INDENT - 1;
		}
		putchar(' ');
		printf("%.*s", (int)length, text);
		column += 1 + room;
	}
	putchar('\n');
}

/* What has no room in the line of the row. */
static void print_rest(struct json_object *row, const struct column *columns,
		       const struct layout *layout, size_t width)
{
	for (; columns->key; columns++) {
		const char *cell = cell_text(row, columns->key);
		bool is_below = columns->kind == COLUMN_WRAP && strcmp(cell, "-") != 0;

		if (columns->kind == COLUMN_NAME)
			(void)fit_name(cell, layout->name_width, &is_below);
		if (is_below)
			print_below(columns->title, cell, width);
	}
}

static void print_stacked(const char *text, struct json_object *rows, const struct column *columns,
			  const struct layout *layout, size_t width)
{
	size_t i, count = json_object_array_length(rows);

	/* line 0 is the head */
	for (i = 0; i <= count && *text; i++) {
		int length = (int)strcspn(text, "\n");

		printf("%.*s\n", length, text);
		text += length + (text[length] == '\n');
		if (i)
			print_rest(json_object_array_get_idx(rows, i - 1), columns, layout, width);
	}
}

int show_table(struct json_object *rows, const struct column *columns)
{
	size_t width = terminal_width();
	cleanup_free char *text = NULL;
	struct layout layout;
	int r;

	if (!json_object_array_length(rows))
		return 0;
	r = choose_layout(rows, columns, width, &layout);
	layout.has_colour = true;
	if (!r)
		r = render(rows, columns, &layout, &text);
	if (r)
		return r;
	if (layout.is_stacked)
		print_stacked(text, rows, columns, &layout, width);
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
