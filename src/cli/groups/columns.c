// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * --columns, as in lsblk(8).
 */
#include <ctype.h>
#include <string.h>

#include "cli/groups/groups.h"
#include "host/base/nearest.h"

/* The default ones first. "groups --help" and the completions have their names: tests/drift. */
static const struct column all[] = {
	{ "GROUP", "iommu_group", COLUMN_RIGHT },   { "ADDRESS", "address", COLUMN_TREE },
	{ "TYPE", "type", COLUMN_PLAIN },           { "NAME", "brief", COLUMN_NAME },
	{ "DRIVER", "driver", COLUMN_PLAIN },       { "NOTES", "notes", COLUMN_WRAP },
	{ "RULE", "place", COLUMN_WRAP },           { "ID", "id", COLUMN_PLAIN },
	{ "SUBSYSTEM", "subsystem", COLUMN_PLAIN }, { "CLASS", "class_name", COLUMN_PLAIN },
	{ "FULLNAME", "name", COLUMN_PLAIN },       { "RESET", "reset", COLUMN_PLAIN },
};

#define DEFAULT_COUNT 7

/* In upper or lower case. */
static const struct column *find_column(const char *name, size_t length, struct nearest *nearest)
{
	char upper[NEAREST_MAX];
	size_t i;

	for (i = 0; i < length && i < sizeof(upper); i++)
		upper[i] = (char)toupper((unsigned char)name[i]);
	for (i = 0; length < sizeof(upper) && i < ARRAY_SIZE(all); i++) {
		if (length == strlen(all[i].title) && !memcmp(upper, all[i].title, length))
			return &all[i];
		nearest_try(nearest, upper, length, all[i].title);
	}
	return NULL;
}

static void refuse_column(const struct verb *verb, const char *name, size_t length,
			  const struct nearest *nearest)
{
	if (nearest->name)
		(void)misuse(verb, "unknown column '%.*s'; did you mean '%s'?", (int)length, name,
			     nearest->name);
	else
		(void)misuse(verb, "unknown column '%.*s'", (int)length, name);
}

static bool has_column(const struct column *columns, size_t count, const struct column *column)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (columns[i].title == column->title)
			return true;
	return false;
}

bool groups_choose_columns(const struct verb *verb, const char *list,
			   struct column columns[GROUPS_COLUMNS_MAX])
{
	size_t count = !list || *list == '+' ? DEFAULT_COUNT : 0, length;

	memset(columns, 0, GROUPS_COLUMNS_MAX * sizeof(*columns));
	memcpy(columns, all, count * sizeof(*columns));
	if (!list)
		return true;
	for (list += *list == '+';; list += length + 1) {
		struct nearest nearest = { 0 };
		const struct column *column;

		length = strcspn(list, ",");
		column = find_column(list, length, &nearest);
		if (!column) {
			refuse_column(verb, list, length, &nearest);
			return false;
		}
		if (!has_column(columns, count, column))
			columns[count++] = *column;
		if (!list[length])
			return true;
	}
}
