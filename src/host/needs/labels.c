// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * udev's database, as systemd's device_update_db() writes it: a file for each device, one
 * property or link per line.
 */
#include "host/needs/labels.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#define DATABASE "run/udev/data"
#define LABELS_MAX 4096
#define FILE_MAX ((size_t)64 * 1024)

void labels_free(struct labels *labels)
{
	size_t i;

	for (i = 0; i < labels->count; i++) {
		free(labels->list[i].number);
		free(labels->list[i].lines);
	}
	free(labels->list);
	memset(labels, 0, sizeof(*labels));
}

int labels_add(struct labels *labels, const char *number, char *lines)
{
	struct labels_device *list =
		realloc(labels->list, (labels->count + 1) * sizeof(*labels->list));
	char *copy = strdup(number);

	if (list)
		labels->list = list;
	if (!list || !copy) {
		free(copy);
		free(lines);
		return -ENOMEM;
	}
	list[labels->count++] = (struct labels_device){ copy, lines };
	return 0;
}

/* The files of block devices are called "bMAJOR:MINOR". */
static bool is_block(const char *name)
{
	size_t major = strspn(name + 1, "0123456789");

	if (name[0] != 'b' || !major || name[1 + major] != ':')
		return false;
	name += 1 + major + 1;
	return *name && !name[strspn(name, "0123456789")];
}

static int read_one(struct fs *fs, const char *name, struct labels *labels,
		    struct diagnostics *errors)
{
	char path[FS_PATH_SIZE];
	char *lines = NULL;
	size_t length;
	int r = fs_path(path, DATABASE "/%s", name);

	if (!r)
		r = fs_read(fs, path, FILE_MAX, &lines, &length);
	if (!r)
		return labels_add(labels, name + 1, lines);
	if (r == -ENOMEM || r == -ENOENT)
		return r == -ENOMEM ? r : 0;
	return diagnostics_add_error(errors, "/" DATABASE, "cannot tell what is on a block device",
				     r);
}

int labels_read(struct fs *fs, struct labels *labels, struct diagnostics *errors)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, DATABASE, &names, &count);

	if (r == -ENOENT || r == -ENOMEM)
		return r;
	if (r)
		return diagnostics_add_error(errors, "/" DATABASE, "cannot be read", r);
	for (i = 0; !r && i < count; i++) {
		if (!is_block(names[i]))
			continue;
		if (labels->count == LABELS_MAX) {
			r = diagnostics_add_error(errors, "/" DATABASE,
						  "the remaining block devices are ignored",
						  -E2BIG);
			break;
		}
		r = read_one(fs, names[i], labels, errors);
	}
	fs_free_names(names, count);
	return r;
}

const struct labels_device *labels_find(const struct labels *labels, const char *number)
{
	size_t i;

	for (i = 0; i < labels->count; i++)
		if (!strcmp(labels->list[i].number, number))
			return &labels->list[i];
	return NULL;
}

const char *labels_next(const struct labels_device *device, const char *key, const char **line,
			size_t *length)
{
	const char *p = *line ? *line + strcspn(*line, "\n") : device->lines;

	for (p += *line && *p; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		if (strncmp(p, key, strlen(key)) != 0)
			continue;
		*line = p;
		*length = strcspn(p, "\n") - strlen(key);
		return p + strlen(key);
	}
	return NULL;
}

bool labels_has(const struct labels_device *device, const char *key, const char *value)
{
	const char *line = NULL, *found;
	size_t length;

	while ((found = labels_next(device, key, &line, &length)))
		if (length == strlen(value) && !strncasecmp(found, value, length))
			return true;
	return false;
}
