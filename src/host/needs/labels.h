/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is on block devices: type, UUID and label of a filesystem or of a member of an array or
 * pool, the partition's UUID and name, and udev's links. From udev's database; where there is none,
 * see probe.h.
 */
#ifndef VFIO_PREBIND_NEEDS_LABELS_H
#define VFIO_PREBIND_NEEDS_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diagnostic.h"
#include "kernel/fs.h"

/* A block device and the lines of udev's file about it: "E:ID_FS_UUID=...", "S:disk/by-id/...". */
struct labels_device {
	char *number; /* owned: "8:1", its name in sys/dev/block */
	char *lines;  /* owned */
};

struct labels {
	struct labels_device *list; /* owned; labels_free() */
	size_t count;
};

/*
 * Reads all of them. What cannot be read, and more devices than a limit, goes to errors. 0; -ENOENT
 * when there is no database; -ENOMEM.
 */
must_check int labels_read(struct fs *fs, struct labels *labels, struct diagnostics *errors);
void labels_free(struct labels *labels);

/*
 * Adds a device with these lines, whose ownership passes to labels, also on failure. 0 or -ENOMEM.
 */
must_check int labels_add(struct labels *labels, const char *number, char *lines);

/* The device with this number, or NULL. */
const struct labels_device *labels_find(const struct labels *labels, const char *number);

/*
 * Whether a line is key followed by exactly value, without regard to case: UUIDs are written both
 * ways.
 */
bool labels_has(const struct labels_device *device, const char *key, const char *value);

/*
 * The line that starts with key, from *line on, which is NULL for the first and moves to the one
 * found. What follows the key, *length bytes; NULL: no more.
 */
const char *labels_next(const struct labels_device *device, const char *key, const char **line,
			size_t *length);

#endif
