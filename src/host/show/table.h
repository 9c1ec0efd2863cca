/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One model, two views: what a verb found is a JSON value, printed as it is with --json or
 * as a table that fits the terminal. Knows nothing of PCI.
 */
#ifndef VFIO_PREBIND_SHOW_TABLE_H
#define VFIO_PREBIND_SHOW_TABLE_H

#include <json-c/json.h>
#include <stdbool.h>

#include "core/util.h"

enum column_kind {
	COLUMN_PLAIN, /* never cut */
	COLUMN_RIGHT, /* a number */
	COLUMN_TREE,  /* with branches to the rows that have SHOW_BELOW */
	COLUMN_NAME,  /* "PRODUCT, VENDOR": too long, it loses the vendor; then it is cut, and in
			 full  below the row */
	COLUMN_WRAP,  /* below the row where the terminal is too narrow for the whole */
};

/* A column shows the member key of each row. The table ends with a column without a key. */
struct column {
	const char *title;
	const char *key;
	enum column_kind kind;
};

/* ANSI colour of a row, by the row's member "mark": "bad", "good" or "note"; absent: none. */
#define SHOW_MARK "mark"

/* A row with this member is a branch of the last row without it. */
#define SHOW_BELOW "below"

/*
 * rows is an array of objects; null shows as "-". On a terminal the table gets as wide as that,
 * elsewhere nothing is cut. 0 or negative errno, as when output fails.
 */
must_check int show_table(struct json_object *rows, const struct column *columns);

/* The value and a newline. 0 or negative errno. */
must_check int show_json(struct json_object *value);

/* Of plain text: text_plain(). NULL: without memory. */
struct json_object *show_new_string(const char *value, size_t length);

/* Adds a member, with show_new_string(); NULL or "" becomes null. */
void show_add_string(struct json_object *object, const char *key, const char *value);

#endif
