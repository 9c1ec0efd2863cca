// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The optimal string alignment distance, row by row.
 */
#include "host/base/nearest.h"

#include <string.h>

#include "core/util.h"

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t nearest_distance(const char *word, size_t length, const char *name)
{
	size_t row[3][NEAREST_MAX + 1] = { { 0 } };
	size_t *before = row[0], *above = row[1], *now = row[2];
	size_t wanted = strlen(name), i, j;

	if (length >= NEAREST_MAX || wanted >= NEAREST_MAX)
		return NEAREST_MAX;
	for (j = 0; j <= wanted; j++)
		above[j] = j;
	for (i = 1; i <= length; i++) {
		size_t *spare = before;

		now[0] = i;
		for (j = 1; j <= wanted; j++) {
			now[j] = least(least(above[j], now[j - 1]) + 1,
				       above[j - 1] + (word[i - 1] != name[j - 1]));
			if (i > 1 && j > 1 && word[i - 1] == name[j - 2] &&
			    word[i - 2] == name[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = above;
		above = now;
		now = spare;
	}
	return above[wanted];
}

void nearest_try(struct nearest *nearest, const char *word, size_t length, const char *name)
{
	size_t distance = nearest_distance(word, length, name);
	size_t allowed = strlen(name) < 6 ? 1 : strlen(name) / 3;

	if (distance > allowed || (nearest->name && distance >= nearest->distance))
		return;
	nearest->name = name;
	nearest->distance = distance;
}
