// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files written and programs run, each with a line in the job.
 */
#include "host/loader/job.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/base/spawn.h"
#include "host/loader/word_list.h"

#define FILE_MAX ((size_t)1024 * 1024)

void loader_write(struct loader_job *job, const char *path, const char *text)
{
	int r = replace_file(job->sysroot, path, text, strlen(text));

	if (r)
		text_printf(&job->problem, "/%s cannot be written: %s", path, error_text(r));
	else
		text_printf(&job->done, "wrote /%s\n", path);
}

void loader_remove(struct loader_job *job, const char *path)
{
	int r = remove_file(job->sysroot, path);

	if (r)
		text_printf(&job->problem, "/%s cannot be removed: %s", path, error_text(r));
	else
		text_printf(&job->done, "removed /%s\n", path);
}

void loader_run(struct loader_job *job, const char *const argv[])
{
	struct text line = { 0 };
	size_t i;
	int r;

	job->has_programs = true;
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

bool loader_read(struct loader_job *job, const char *path, char **data)
{
	size_t length;
	int r = fs_read(job->fs, path, FILE_MAX, data, &length);

	if (!r && strlen(*data) != length)
		r = -EBADMSG;
	if (r == -ENOENT) {
		*data = strdup("");
		r = *data ? 0 : -ENOMEM;
	}
	if (r)
		text_printf(&job->problem, "/%s cannot be read: %s", path, error_text(r));
	return !r;
}

void loader_take_back(struct loader_job *job, const char *words)
{
	static const char known[] = LOADER_INTEL " " LOADER_PASSTHROUGH;
	struct text here = { 0 };

	words_add_common(known, words, &here);
	words_add_missing(text_string(&here), text_string(&job->removed), &job->removed);
	text_free(&here);
}

void loader_job_free(struct loader_job *job)
{
	text_free(&job->removed);
	text_free(&job->next);
	text_free(&job->first);
	refresh_free(&job->refresh);
	text_free(&job->done);
	text_free(&job->problem);
}
