// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A mapping as large as an arena may become; the kernel gives the pages that are used.
 */
#include "fake/arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_SIZE ((size_t)256 * 1024 * 1024)

static void arena_reserve(struct arena *arena, size_t more)
{
	if (!arena->data)
		arena->data = mmap(NULL, ARENA_SIZE, PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (arena->data == MAP_FAILED || more > ARENA_SIZE - arena->used)
		abort();
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
		munmap(arena->data, ARENA_SIZE);
	memset(arena, 0, sizeof(*arena));
}
