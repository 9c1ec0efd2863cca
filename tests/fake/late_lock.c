// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/late/lock.c: one process at a time acts on a machine in memory.
 */
#include "late/lock.h"

int late_lock(struct fs *fs, const char *name, unsigned int seconds)
{
	(void)fs;
	(void)name;
	(void)seconds;
	return 0;
}
