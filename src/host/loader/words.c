// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The programs that keep words by themselves, grubby and kernelstub; the rest is in other files.
 */
#include "host/loader/words.h"

#include <string.h>

#include "host/loader/grub_defaults.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/note.h"
#include "host/loader/word_list.h"
#include "kernel/inputs.h"

static void edit_with_tool(struct loader_job *job, const char *words, bool adds)
{
	bool is_grubby = job->loader == LOADER_GRUBBY;
	const char *grubby = adds ? "--args" : "--remove-args";
	const char *kernelstub = adds ? "--add-options" : "--delete-options";
	const char *argv[4] = { is_grubby ? "grubby" : "kernelstub" };
	struct text argument = { 0 };

	text_printf(&argument, "%s=%s", is_grubby ? grubby : kernelstub, words);
	argv[1] = is_grubby ? "--update-kernel=ALL" : text_string(&argument);
	argv[2] = is_grubby ? text_string(&argument) : NULL;
	if (!text_error(&argument))
		loader_run(job, argv);
	text_free(&argument);
}

/* Where the default entry is not known, it is taken to have what this boot has. */
static void enable_with_tool(struct loader_job *job, const char *note)
{
	cleanup_free char *running = NULL;
	struct text missing = { 0 };

	if (!job->next.length && !loader_read(job, CMDLINE_PATH, &running))
		return;
	words_add_missing(job->words, running ? running : text_string(&job->next), &missing);
	if (missing.length) {
		loader_write_note(job, note, text_string(&missing), "");
		if (!job->problem.length)
			edit_with_tool(job, text_string(&missing), true);
	}
	text_free(&missing);
}

void words_enable(struct loader_job *job)
{
	cleanup_free char *note = NULL;

	if (!loader_read(job, LOADER_STATE, &note))
		return;
	if (job->loader == LOADER_GRUBBY || job->loader == LOADER_KERNELSTUB)
		enable_with_tool(job, note);
	else if (job->loader == LOADER_GRUB_FILE)
		grub_file_enable(job, note);
	else
		kernel_cmdline_enable(job, note);
}

bool words_disable(struct loader_job *job)
{
	cleanup_free char *note = NULL;
	const char *words;
	char *made;

	if (!loader_read(job, LOADER_STATE, &note) || !*note)
		return false;
	made = note + strcspn(note, "\n");
	if (*made)
		*made++ = '\0';
	loader_take_back(job, note);
	words = text_string(&job->removed);
	if (job->loader == LOADER_GRUB_FILE)
		grub_file_disable(job);
	else if (job->loader != LOADER_GRUBBY && job->loader != LOADER_KERNELSTUB)
		kernel_cmdline_disable(job, words, made);
	else if (*words)
		edit_with_tool(job, words, false);
	return true;
}
