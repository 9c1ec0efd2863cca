// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SplitMix64, by Sebastiano Vigna.
 */
#include "property/random.h"

static uint64_t next(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void random_start(struct random *random, uint64_t seed, uint64_t number)
{
	random->state = seed;
	random->state = next(random) + number;
	random->state = next(random);
}

unsigned int random_below(struct random *random, unsigned int limit)
{
	return (unsigned int)((next(random) >> 32) * limit >> 32);
}

bool random_chance(struct random *random, unsigned int percent)
{
	return random_below(random, 100) < percent;
}
