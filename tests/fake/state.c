// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A machine in memory as a whole: begun, copied, freed.
 */
#include "fake/kernel.h"

#include <stdlib.h>
#include <string.h>

struct fake *fake_now;

void fake_start(struct fake *fake)
{
	size_t i;

	for (i = 0; i < fake->shared_count; i++)
		free(fake->shared[i]);
	fake->shared_count = 0;
	fake->device_count = 0;
	fake->driver_count = 0;
	fake->faults.count = 0;
	fake->operations = 0;
	fake->killed_at = 0;
	fake->clock_us = 1;
	fake->alarm_us = 0;
	fake->is_running = false;
	fake->log_what = FAKE_LOG_NONE;
	fake->virtuals.used = 0;
	fake->log.used = 0;
	fake->kmsg.used = 0;
	fake->kmsg_at_replace = 0;
	(void)arena_take(&fake->virtuals, 0);
	(void)arena_take(&fake->log, 0); /* mapped before anyone forks */
	(void)arena_take(&fake->kmsg, 0);
	fake->supervised = false;
	fake->was_cut = false;
	tree_start(&fake->tree);
}

void fake_copy(struct fake *to, const struct fake *from)
{
	fake_start(to);
	tree_copy(&to->tree, &from->tree);
	memcpy(to->devices, from->devices, from->device_count * sizeof(*to->devices));
	to->device_count = from->device_count;
	memcpy(to->drivers, from->drivers, from->driver_count * sizeof(*to->drivers));
	to->driver_count = from->driver_count;
	to->faults = from->faults;
	to->operations = from->operations;
	to->clock_us = from->clock_us;
	to->alarm_us = from->alarm_us;
	to->is_running = from->is_running;
	to->log_what = from->log_what;
	arena_copy(&to->virtuals, &from->virtuals);
	arena_copy(&to->log, &from->log);
	arena_copy(&to->kmsg, &from->kmsg);
}

void fake_free(struct fake *fake)
{
	fake_start(fake);
	tree_free(&fake->tree);
	arena_free(&fake->virtuals);
	arena_free(&fake->log);
	arena_free(&fake->kmsg);
}
