// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Merge sort.
 */
#include "core/sort.h"

#include <errno.h>
#include <string.h>

/* list[0, half) and list[half, count) are sorted; room holds half of the pointers. */
static void merge(const void **list, size_t half, size_t count, const void **room,
		  sort_compare *compare)
{
	size_t left = 0, right = half, out = 0;

	memcpy(room, list, half * sizeof(*list));
	while (left < half && right < count)
		list[out++] = compare(room[left], list[right]) <= 0 ? room[left++] : list[right++];
	memcpy(list + out, room + left, (half - left) * sizeof(*list));
}

static void sort(const void **list, size_t count, const void **room, sort_compare *compare)
{
	size_t half = count / 2;

	if (count < 2)
		return;
	sort(list, half, room, compare);
	sort(list + half, count - half, room, compare);
	if (compare(list[half - 1], list[half]) > 0)
		merge(list, half, count, room, compare);
}

int sort_pointers(const void **list, size_t count, sort_compare *compare)
{
	cleanup_free const void **room = calloc(count / 2 + 1, sizeof(*room));

	if (!room)
		return -ENOMEM;
	sort(list, count, room, compare);
	return 0;
}
