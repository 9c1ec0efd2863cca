// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In the place of src/boot/supervise.c: the work runs in this process, since a child would change
 * a copy of the machine in memory. A fault "hang" or "crash" leaves the work where it happens.
 */
#include "boot/supervise.h"

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

int supervise(void (*work)(void *data), void *data, int ms)
{
	int reason;

	(void)ms; /* nothing takes time here */
	reason = setjmp(fake_now->cut);
	if (!reason) {
		fake_now->supervised = true;
		work(data);
	}
	fake_now->supervised = false;
	return -reason;
}
