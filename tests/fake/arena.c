// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A mapping that mremap() makes larger.
 */
#include "fake/arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_MIN ((size_t)64 * 1024)

static void arena_reserve(struct arena *arena, size_t more)
{
	size_t size = arena->size ? arena->size : ARENA_MIN;
	void *data;

	if (arena->used + more >= UINT32_MAX)
		abort();
	while (size < arena->used + more)
		size *= 2;
	if (size == arena->size)
		return;
	data = arena->data ? mremap(arena->data, arena->size, size, MREMAP_MAYMOVE)
			   : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
				  -1, 0);
	if (data == MAP_FAILED)
		abort();
	arena->data = data;
	arena->size = size;
}

uint32_t arena_take(struct arena *arena, size_t size)
{
	size_t offset = arena->used;

	arena_reserve(arena, size);
	memset(arena->data + offset, 0, size);
	arena->used += size;
	return (uint32_t)offset;
}

uint32_t arena_add(struct arena *arena, const char *bytes, size_t length)
{
	uint32_t offset = arena_take(arena, length + 1);

	if (length)
		memcpy(arena->data + offset, bytes, length);
	return offset;
}

void arena_add_line(struct arena *arena, const char *line, size_t length)
{
	uint32_t offset = arena_take(arena, length + 1);

	memcpy(arena->data + offset, line, length);
	arena->data[offset + length] = '\n';
}

void arena_copy(struct arena *to, const struct arena *from)
{
	to->used = 0;
	arena_reserve(to, from->used);
	if (from->used)
		memcpy(to->data, from->data, from->used);
	to->used = from->used;
}

void arena_free(struct arena *arena)
{
	if (arena->data)
		munmap(arena->data, arena->size);
	memset(arena, 0, sizeof(*arena));
}
