/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Suggestions for mistyped names: "did you mean 'status'?". Pure.
 */
#ifndef VFIO_PREBIND_BASE_NEAREST_H
#define VFIO_PREBIND_BASE_NEAREST_H

#include <stddef.h>

/* How many letters of a name and of what was typed are compared. */
#define NEAREST_MAX 32

/*
 * The number of letters to insert, delete, replace or swap with their neighbour to get from the
 * word, which has this length, to the name. NEAREST_MAX when either is that long.
 */
size_t nearest_distance(const char *word, size_t length, const char *name);

/*
 * The best name so far; starts as { 0 }. nearest_try() keeps the name if it is nearer than the one
 * before, and near enough: a third of its letters may be wrong, at least one.
 */
struct nearest {
	const char *name; /* borrowed; NULL: none is near */
	size_t distance;
};

void nearest_try(struct nearest *nearest, const char *word, size_t length, const char *name);

#endif
