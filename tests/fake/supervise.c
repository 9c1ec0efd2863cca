// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/kernel/supervise.c: the work runs in this process, since a child would change
 * a copy of what the code under test allocates. A fault "hang" or "crash" leaves the work where it
 * happens.
 */
#include "kernel/supervise.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake/kernel.h"

void *supervise_memory(size_t size)
{
	void *memory = NULL;

	if (fake_now->shared_count < FAKE_SHARED_MAX)
		memory = calloc(1, size);
	if (memory)
		fake_now->shared[fake_now->shared_count++] = memory;
	return memory;
}

_Noreturn void fake_cut(struct fake *fake, int error)
{
	if (!fake->supervised) {
		fputs("the boot program itself touches what hangs\n", stderr);
		abort();
	}
	fake->was_cut = true;
	longjmp(fake->cut, error);
}

/*
 * Replaces the C library's: that one goes by the time of the computer that runs the test,
 * which may be busy.
 */
unsigned int alarm(unsigned int seconds)
{
	uint64_t now = fake_now->clock_us, before = fake_now->alarm_us;

	fake_now->alarm_us = seconds ? now + seconds * 1000000ULL : 0;
	return before > now ? (unsigned int)((before - now) / 1000000) : 0;
}

/* The alarm is the last resort: it is on, and no work lasts longer. */
static void check_limit(const struct fake *fake, int ms)
{
	if (ms > 0 && fake->clock_us + (uint64_t)ms * 1000 < fake->alarm_us)
		return;
	fprintf(stderr, "a limit of %d ms after %llu ms, and the alarm is at %llu ms\n", ms,
		(unsigned long long)fake->clock_us / 1000,
		(unsigned long long)fake->alarm_us / 1000);
	abort();
}

int supervise(void (*work)(void *data), void *data, int ms)
{
	int reason;

	check_limit(fake_now, ms);
	reason = setjmp(fake_now->cut);
	if (!reason) {
		fake_now->supervised = true;
		work(data);
	}
	if (reason == ETIMEDOUT)
		fake_now->clock_us += (uint64_t)ms * 1000;
	fake_now->supervised = false;
	return -reason;
}
