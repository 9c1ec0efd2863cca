// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In front of the C library's allocator, for the linker's --wrap.
 */
#include "faults/allocations.h"

#include <stdlib.h>
#include <string.h>

struct allocations allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *memory);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t length);
void __wrap_free(void *memory);

static bool may_allocate(void)
{
	unsigned long fail = allocations.fail, now = ++allocations.count;

	return !fail || (allocations.and_later ? now < fail : now != fail);
}

static void *count(void *memory)
{
	allocations.live += !!memory;
	return memory;
}

void *__wrap_malloc(size_t size)
{
	return may_allocate() ? count(__real_malloc(size)) : NULL;
}

void *__wrap_calloc(size_t number, size_t size)
{
	return may_allocate() ? count(__real_calloc(number, size)) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
	void *memory = may_allocate() ? __real_realloc(old, size) : NULL;

	return old ? memory : count(memory);
}

char *__wrap_strndup(const char *text, size_t length)
{
	size_t size = strnlen(text, length);
	char *copy = __wrap_malloc(size + 1);

	if (!copy)
		return NULL;
	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *__wrap_strdup(const char *text)
{
	return __wrap_strndup(text, strlen(text));
}

void __wrap_free(void *memory)
{
	allocations.live -= !!memory;
	__real_free(memory);
}
