// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A number, and a list of indexes below it.
 */
#include "core/vfs.h"

#include <errno.h>

/* Digits up to the next other byte, of a number up to max. *text moves after them. */
static bool take_number(const char **text, const char *end, unsigned int max, uint16_t *number)
{
	const char *start = *text;
	unsigned int value = 0;

	while (*text < end && value <= max && **text >= '0' && **text <= '9')
		value = 10 * value + (unsigned int)(*(*text)++ - '0');
	*number = (uint16_t)value;
	return *text > start && value <= max;
}

static bool take_byte(const char **text, const char *end, char byte)
{
	if (*text == end || **text != byte)
		return false;
	(*text)++;
	return true;
}

int vfs_parse(const char *text, size_t length, struct vfs *vfs)
{
	const char *end = text + length;
	struct vfs result = { 0 };

	if (!take_number(&text, end, VFS_MAX, &result.count) || !result.count)
		return -EINVAL;
	while (take_byte(&text, end, result.ranges ? ',' : '@')) {
		struct vf_range *range = &result.list[result.ranges];

		if (result.ranges++ == VFS_RANGES_MAX ||
		    !take_number(&text, end, result.count - 1U, &range->first))
			return -EINVAL;
		range->last = range->first;
		if (take_byte(&text, end, '-') &&
		    (!take_number(&text, end, result.count - 1U, &range->last) ||
		     range->first > range->last))
			return -EINVAL;
	}
	if (text < end)
		return -EINVAL;
	*vfs = result;
	return 0;
}

void vfs_format(const struct vfs *vfs, struct text *out)
{
	size_t i;

	text_printf(out, "%u", (unsigned int)vfs->count);
	for (i = 0; i < vfs->ranges; i++) {
		const struct vf_range *range = &vfs->list[i];

		text_printf(out, "%c%u", i ? ',' : '@', (unsigned int)range->first);
		if (range->last > range->first)
			text_printf(out, "-%u", (unsigned int)range->last);
	}
}
