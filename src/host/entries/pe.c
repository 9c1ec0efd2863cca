// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the headers of PE files: Microsoft's "PE Format".
 */
#include "host/entries/pe.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define NAME_SIZE 8
#define SECTION_SIZE 40
#define FILE_HEADER_SIZE 20
#define SIGNATURE "PE\0"
#define SIGNATURE_SIZE 4

/* Where what is in the file's header, the file header and a section's header. */
enum {
	AT_PE = 0x3c,
	AT_SECTION_COUNT = 2,
	AT_OPTIONAL_SIZE = 16,
	AT_VIRTUAL_SIZE = 8,
	AT_RAW_SIZE = 16,
	AT_RAW_START = 20,
};

static uint32_t get16(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8;
}

static uint32_t get32(const unsigned char *at)
{
	return get16(at) | get16(at + 2) << 16;
}

/* The table of sections, *count of them; NULL: not whole in head. */
static const unsigned char *find_table(const unsigned char *head, size_t length, size_t *count)
{
	size_t at;

	if (length < AT_PE + 4 || memcmp(head, "MZ", 2) != 0)
		return NULL;
	at = get32(head + AT_PE);
	if (at > length || length - at < SIGNATURE_SIZE + FILE_HEADER_SIZE ||
	    memcmp(head + at, SIGNATURE, SIGNATURE_SIZE) != 0)
		return NULL;
	at += SIGNATURE_SIZE;
	*count = get16(head + at + AT_SECTION_COUNT);
	at += FILE_HEADER_SIZE + get16(head + at + AT_OPTIONAL_SIZE);
	if (at > length || (length - at) / SECTION_SIZE < *count)
		return NULL;
	return head + at;
}

static bool is_named(const unsigned char *section, const char *name)
{
	return !strncmp((const char *)section, name, NAME_SIZE);
}

/* Part 0 comes before all profiles, part 1 is profile 0 with the section that it starts with. */
static const unsigned char *find_in_part(const unsigned char *section, size_t count,
					 unsigned int part, const char *name)
{
	unsigned int at = 0;

	for (; count && at <= part; count--, section += SECTION_SIZE) {
		at += is_named(section, PE_PROFILE);
		if (at == part && is_named(section, name))
			return section;
	}
	return NULL;
}

int pe_find_section(const void *head, size_t length, unsigned int profile, const char *name,
		    uint32_t *start, uint32_t *size)
{
	size_t count;
	const unsigned char *table = find_table(head, length, &count), *section;
	uint32_t virtual, raw;

	if (!table)
		return -EBADMSG;
	section = find_in_part(table, count, profile + 1, name);
	if (!section)
		section = find_in_part(table, count, 0, name);
	if (!section)
		return -ENOENT;
	/* the rest of the raw data is padding */
	virtual = get32(section + AT_VIRTUAL_SIZE);
	raw = get32(section + AT_RAW_SIZE);
	*start = get32(section + AT_RAW_START);
	*size = virtual < raw ? virtual : raw;
	return 0;
}

uint32_t pe_machine(const void *head, size_t length)
{
	size_t count;
	const unsigned char *table = find_table(head, length, &count);

	if (!table)
		return 0;
	head = (const unsigned char *)head + get32((const unsigned char *)head + AT_PE);
	return get16((const unsigned char *)head + SIGNATURE_SIZE);
}
