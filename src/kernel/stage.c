// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Divides the time of a stage among the processes that do its work.
 */
#include "kernel/stage.h"

#include "kernel/clock.h"
#include "kernel/supervise.h"

/*
 * The work may use nine tenths of the stage; the report and the log need the rest. Each process
 * that works has a third of what is left. If one did not end and less than a sixth of the stage is
 * left, nothing more is bound, only released.
 */
#define WORK_MS (STAGE_MS / 10 * 9)
#define RELEASE_MS (STAGE_MS / 6)
#define LEAST_MS (STAGE_MS / 100)

struct execution *stage_begin(struct fs *fs, const struct decision *decision, uint64_t start)
{
	struct execution *execution = supervise_memory(execution_size(&decision->matches));

	if (!execution)
		return NULL;
	execution->fs = fs;
	execution->matches = &decision->matches;
	execution->plan = &decision->plan;
	execution->times.start = start;
	return execution;
}

unsigned int stage_ms_left(uint64_t start, unsigned int limit)
{
	uint64_t used = (monotonic_us() - start) / 1000;

	return used < limit ? limit - (unsigned int)used : 0;
}

static void work(void *data)
{
	execution_run(data);
}

int stage_execute(struct execution *execution)
{
	uint64_t start = execution->times.start;
	unsigned int left;
	int cut = 0;

	while (!execution_is_over(execution) &&
	       (left = stage_ms_left(start, WORK_MS)) >= LEAST_MS) {
		int r = supervise(work, execution, (int)left / 3);

		if (!r)
			break;
		cut = r;
		execution_skip(execution, r);
		if (stage_ms_left(start, WORK_MS) < RELEASE_MS)
			execution_release(execution, r);
	}
	execution_conclude(execution);
	return cut;
}
