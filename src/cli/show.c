// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tables through libsmartcols, JSON through json-c.
 */
#include "cli/show.h"

#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <stdio.h>
#include <string.h>

bool show_has_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

void show_add_string(struct json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key, value && *value ? json_object_new_string(value) : NULL);
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

static int add_columns(struct libscols_table *table, const struct column *columns)
{
	static const int flags[] = {
		[COLUMN_PLAIN] = 0,
		[COLUMN_RIGHT] = SCOLS_FL_RIGHT,
		[COLUMN_CUT] = SCOLS_FL_TRUNC,
		[COLUMN_WRAP] = SCOLS_FL_WRAP,
	};

	for (; columns->key; columns++)
		if (!scols_table_new_column(table, columns->title,
					    columns->kind == COLUMN_PLAIN ? 0 : 0.1,
					    flags[columns->kind]))
			return -ENOMEM;
	return 0;
}

static int add_row(struct libscols_table *table, const struct column *columns,
		   struct json_object *row)
{
	struct libscols_line *line = scols_table_new_line(table, NULL);
	const char *colour = row_colour(row);
	size_t i;
	int r = line ? 0 : -ENOMEM;

	for (i = 0; !r && columns[i].key; i++)
		r = scols_line_set_data(line, i, cell_text(row, columns[i].key));
	if (!r && colour)
		r = scols_line_set_color(line, colour);
	return r;
}

int show_table(struct json_object *rows, const struct column *columns)
{
	struct libscols_table *table = scols_new_table();
	size_t i;
	int r = table ? add_columns(table, columns) : -ENOMEM;

	for (i = 0; !r && i < json_object_array_length(rows); i++)
		r = add_row(table, columns, json_object_array_get_idx(rows, i));
	if (!r)
		r = scols_table_enable_colors(table, show_has_colour());
	if (!r)
		r = scols_print_table(table);
	scols_unref_table(table);
	if (!r && (fflush(stdout) || ferror(stdout)))
		r = -EIO;
	return r;
}

int show_json(struct json_object *value)
{
	const char *text = json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!text)
		return -ENOMEM;
	return puts(text) < 0 || fflush(stdout) ? -EIO : 0;
}
