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
	COLUMN_CUT,   /* cut where the terminal ends */
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

/* rows is an array of objects; null shows as "-". 0 or negative errno, as when output fails. */
must_check int show_table(struct json_object *rows, const struct column *columns);

/* The value and a newline. 0 or negative errno. */
must_check int show_json(struct json_object *value);

/* Of plain text: text_plain(). NULL: without memory. */
struct json_object *show_new_string(const char *value, size_t length);

/* Adds a member, with show_new_string(); NULL or "" becomes null. */
void show_add_string(struct json_object *object, const char *key, const char *value);

#endif
