// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/kernel/clock.c: only what hangs and who pauses takes time.
 */
#include "kernel/clock.h"

#include <time.h>

#include "fake/kernel.h"

uint64_t monotonic_us(void)
{
	return fake_now->clock_us;
}

/* Replaces the C library's: nobody waits. */
int nanosleep(const struct timespec *pause, struct timespec *rest)
{
	(void)rest; /* nothing interrupts it */
	fake_now->clock_us += (uint64_t)pause->tv_sec * 1000000 + (uint64_t)pause->tv_nsec / 1000;
	return 0;
}
