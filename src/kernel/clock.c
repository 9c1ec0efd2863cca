// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel's monotonic clock.
 */
#include "kernel/clock.h"

#include <time.h>

uint64_t monotonic_us(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return 0;
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}
