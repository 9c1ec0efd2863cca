// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files written and programs run, each with a line in the job.
 */
#include "host/loader/job.h"

#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/base/spawn.h"

void loader_write(struct loader_job *job, const char *path, const char *text)
{
	int r = replace_file(job->sysroot, path, text, strlen(text));

	if (r)
		text_printf(&job->problem, "/%s cannot be written: %s", path, error_text(r));
	else
		text_printf(&job->done, "wrote /%s\n", path);
}

void loader_run(struct loader_job *job, const char *const argv[])
{
	struct text line = { 0 };
	size_t i;
	int r;

	for (i = 0; argv[i]; i++)
		text_printf(&line, "%s%s", i ? " " : "", argv[i]);
	if (job->is_captured) {
		text_printf(&job->done, "to be run there: %s\n", text_string(&line));
	} else {
		r = run_program(argv);
		if (!r)
			text_printf(&job->done, "ran %s\n", text_string(&line));
		else if (r < 0)
			text_printf(&job->problem, "%s cannot be run: %s", text_string(&line),
				    error_text(r));
		else
			text_printf(&job->problem, "%s ended with status %d; run it by hand",
				    text_string(&line), r);
	}
	text_free(&line);
}
