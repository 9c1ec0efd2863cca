// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The start of a PE file. A section that is found has its header in it, a file that has one keeps
 * it when more follows, and a profile that the file does not have is the same as none.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/entries/pe.h"

static void check(const uint8_t *data, size_t size, unsigned int profile, const char *name)
{
	uint32_t start = 1, length = 1, again_start = 1, again_length = 1;
	int r = pe_find_section(data, size, profile, name, &start, &length);
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
	HOLDS(!pe_find_section(longer, size + 64, profile, name, &again_start, &again_length));
	HOLDS(start == again_start && length == again_length);
	free(longer);
}

/* No table has so many sections. */
static void check_base(const uint8_t *data, size_t size, const char *name)
{
	uint32_t start = 1, length = 1, base_start = 1, base_length = 1, profile_start,
		 profile_length;
	int r = pe_find_section(data, size, 0, name, &start, &length);
	int base = pe_find_section(data, size, 1 << 20, name, &base_start, &base_length);

	if (pe_find_section(data, size, 0, PE_PROFILE, &profile_start, &profile_length) == -ENOENT)
		HOLDS(r == base && start == base_start && length == base_length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { ".linux", ".initrd", ".cmdline", PE_PROFILE };
	unsigned int profile;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		for (profile = 0; profile < 3; profile++)
			check(data, size, profile, names[i]);
		check_base(data, size, names[i]);
	}
	HOLDS(pe_machine(data, size) <= UINT16_MAX);
	return 0;
}
