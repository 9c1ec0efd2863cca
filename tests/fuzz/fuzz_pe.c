// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The start of a PE file. A section that is found has its header in it, and a file that has one
 * keeps it when more follows.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/entries/pe.h"

static void check(const uint8_t *data, size_t size, const char *name)
{
	uint32_t start = 1, length = 1, again_start = 1, again_length = 1;
	int r = pe_find_section(data, size, name, &start, &length);
	uint8_t *longer;

	HOLDS(!r || r == -ENOENT || r == -EBADMSG);
	if (r) {
		HOLDS(start == 1 && length == 1);
		return;
	}
	HOLDS(memmem(data, size, name, strlen(name)));
	longer = calloc(1, size + 64);
	HOLDS(longer);
	memcpy(longer, data, size);
	HOLDS(!pe_find_section(longer, size + 64, name, &again_start, &again_length));
	HOLDS(start == again_start && length == again_length);
	free(longer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { ".linux", ".initrd", ".cmdline" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		check(data, size, names[i]);
	return 0;
}
