/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that grows at its end and is copied whole. Taken from the kernel and not from malloc(),
 * so that tests which count or fail the allocations of the code under test see only those. Shared
 * with the processes that are forked later: what one of them does to the machine the others see.
 */
#ifndef VFIO_PREBIND_TESTS_ARENA_H
#define VFIO_PREBIND_TESTS_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena {
	char *data;
	size_t used;
};

/* The offset of size more bytes, zeroed. A test cannot go on without memory: aborts then. */
uint32_t arena_take(struct arena *arena, size_t size);

/* The offset of a copy of length bytes with a NUL behind them. */
uint32_t arena_add(struct arena *arena, const char *bytes, size_t length);

/* Adds length bytes and a newline, without a NUL. */
void arena_add_line(struct arena *arena, const char *line, size_t length);

void arena_copy(struct arena *to, const struct arena *from);
void arena_free(struct arena *arena);

#endif
