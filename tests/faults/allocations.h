/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts the allocations of the code under test, and makes one of them fail. A program that has
 * this is linked with --wrap for malloc, calloc, realloc, strdup, strndup and free.
 */
#ifndef VFIO_PREBIND_TESTS_ALLOCATIONS_H
#define VFIO_PREBIND_TESTS_ALLOCATIONS_H

#include <stdbool.h>

struct allocations {
	unsigned long count; /* so far */
	unsigned long fail;  /* the one that fails, from 1; 0: none */
	bool and_later;      /* all after it fail too */
	long live;           /* allocated and not freed */
};

extern struct allocations allocations;

#endif
