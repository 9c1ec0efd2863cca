/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Executes a decision within a time limit, in supervised processes: for the boot stage, and for the
 * program that binds functions after it. A function that hangs costs only its own time.
 */
#ifndef VFIO_PREBIND_STAGE_H
#define VFIO_PREBIND_STAGE_H

#include <stdint.h>

#include "core/decision.h"
#include "kernel/execute.h"

/* The limit of a whole stage, from its start to its exit. */
#define STAGE_MS 10000U

/*
 * An execution of the decision, in memory that the supervised processes share; start is on the
 * clock of monotonic_us(). Borrows both, is never freed. NULL: no memory.
 */
must_check struct execution *stage_begin(struct fs *fs, const struct decision *decision,
					 uint64_t start);

/* How many of the limit's milliseconds, counted from start, are left. */
unsigned int stage_ms_left(uint64_t start, unsigned int limit);

/*
 * Executes and concludes, and leaves a tenth of the stage for its report. 0, or why the last
 * process that did not end was cut off: -ETIMEDOUT or -ECANCELED.
 */
int stage_execute(struct execution *execution);

#endif
