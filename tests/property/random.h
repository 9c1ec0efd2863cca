/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers that look random and are the same again for the same seed, on every machine.
 */
#ifndef VFIO_PREBIND_TESTS_RANDOM_H
#define VFIO_PREBIND_TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/* Each number of the same seed starts a sequence of its own. */
void random_start(struct random *random, uint64_t seed, uint64_t number);

/* 0 to limit - 1. */
unsigned int random_below(struct random *random, unsigned int limit);

/* True in so many of a hundred calls. */
bool random_chance(struct random *random, unsigned int percent);

#endif
