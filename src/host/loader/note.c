// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes the note.
 */
#include "host/loader/note.h"

#include <string.h>

#include "host/loader/word_list.h"

void loader_write_note(struct loader_job *job, const char *old, const char *words, const char *made)
{
	struct text note = { 0 }, new = { 0 };

	text_add(&note, old, strcspn(old, "\n"));
	words_add_missing(words, text_string(&note), &new);
	text_printf(&note, "%s%s\n%s", note.length && new.length ? " " : "", text_string(&new),
		    made);
	if (!text_error(&note) && !text_error(&new) && strcmp(text_string(&note), old) != 0)
		loader_write(job, LOADER_STATE, text_string(&note));
	text_free(&note);
	text_free(&new);
}
