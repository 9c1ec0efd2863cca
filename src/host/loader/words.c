// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /etc/kernel/cmdline and grubby.
 */
#include "host/loader/words.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/loader/entries.h"

#define KERNEL_CMDLINE "etc/kernel/cmdline"
#define VENDOR_CMDLINE "usr/lib/kernel/cmdline"
#define FILE_MAX ((size_t)64 * 1024)

/* As the kernel's isspace() has it. */
static const char spaces[] = " \t\n\v\f\r";

/* Where word stands as a whole; NULL when it does not. */
static const char *find_word(const char *text, const char *word, size_t length)
{
	while (*(text += strspn(text, spaces))) {
		size_t n = strcspn(text, spaces);

		if (n == length && !memcmp(text, word, n))
			return text;
		text += n;
	}
	return NULL;
}

bool loader_has_word(const char *text, const char *word, size_t length)
{
	return find_word(text, word, length);
}

/* Those of words that are not in text. */
static void missing_words(const char *words, const char *text, struct text *out)
{
	while (*(words += strspn(words, spaces))) {
		size_t n = strcspn(words, spaces);

		if (!find_word(text, words, n)) {
			text_puts(out, out->length ? " " : "");
			text_add(out, words, n);
		}
		words += n;
	}
}

/* Text without the words, each with one space. */
static void without_words(const char *words, const char *text, struct text *out)
{
	while (*text) {
		size_t space = strspn(text, spaces), n = strcspn(text + space, spaces);

		if (!n || !find_word(words, text + space, n))
			text_add(out, text, space + n);
		text += space + n;
	}
}

/*
 * What a new file starts with: the vendor's, as kernel-install(8) would take it, or what the next
 * boot has. Not what this boot has: a word that was typed once would become permanent.
 */
static void first_words(const struct loader_job *job, struct text *out)
{
	cleanup_free char *data = NULL;
	const char *word;
	size_t length, n;

	word = fs_read(job->fs, VENDOR_CMDLINE, FILE_MAX, &data, &length) ? job->next : data;
	for (; *(word += strspn(word, spaces)); word += n) {
		n = strcspn(word, spaces);
		if (!strncmp(word, "BOOT_IMAGE=", 11) || !strncmp(word, "initrd=", 7))
			continue;
		text_puts(out, out->length ? " " : "");
		text_add(out, word, n);
	}
	text_puts(out, "\n");
}

/* The words behind the last ones; a comment at the end is not to swallow them. */
static void append_words(const char *text, const char *words, struct text *out)
{
	size_t length = strlen(text);
	const char *line;

	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	text_add(out, text, length);
	line = strrchr(text_string(out), '\n');
	line = line ? line + 1 : text_string(out);
	if (length)
		text_puts(out, *line == '#' ? "\n" : " ");
	text_printf(out, "%s\n", words);
}

static void run_grubby(struct loader_job *job, const char *option, const char *words)
{
	struct text argument = { 0 };
	const char *argv[] = { "grubby", "--update-kernel=ALL", NULL, NULL };

	text_printf(&argument, "%s=%s", option, words);
	argv[2] = text_string(&argument);
	if (!text_error(&argument))
		loader_run(job, argv);
	text_free(&argument);
}

/*
 * "" when there is none; one that is there and cannot be read is a problem. So is a NUL byte:
 * writing the file would lose what comes after it.
 */
static bool read_text(struct loader_job *job, const char *path, char **data)
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

/* The note first: what it names and is not there after all does no harm to anyone. */
static void write_note(struct loader_job *job, const char *old, const char *added, const char *made)
{
	size_t length = strcspn(old, "\n");
	struct text note = { 0 }, new = { 0 };

	text_add(&note, old, length);
	missing_words(added, text_string(&note), &new);
	text_printf(&note, "%s%s\n%s", length && new.length ? " " : "", text_string(&new), made);
	if (!text_error(&note) && !text_error(&new) && strcmp(text_string(&note), old))
		loader_write(job, LOADER_STATE, text_string(&note));
	text_free(&note);
	text_free(&new);
}

/* Whether the file is still as the note says that it was made. */
static bool is_made_here(const char *note, const char *data)
{
	const char *end = strchr(note, '\n');

	return end && end[1] && !strcmp(end + 1, data);
}

static void enable_file(struct loader_job *job, const char *note)
{
	bool is_new = !fs_exists(job->fs, KERNEL_CMDLINE), is_ours;
	struct text old = { 0 }, missing = { 0 }, new = { 0 };
	cleanup_free char *data = NULL;

	if (!read_text(job, KERNEL_CMDLINE, &data))
		return;
	if (is_new)
		first_words(job, &old);
	else
		text_puts(&old, data);
	is_ours = is_new || is_made_here(note, data);
	missing_words(job->words, text_string(&old), &missing);
	if (missing.length) {
		append_words(text_string(&old), text_string(&missing), &new);
		write_note(job, note, text_string(&missing), is_ours ? text_string(&new) : "");
		if (!job->problem.length)
			loader_write(job, KERNEL_CMDLINE, text_string(&new));
	}
	/* a note without anything missing: the last time may have been cut short */
	if (!job->problem.length && (missing.length || *note))
		entries_refresh(job);
	text_free(&old);
	text_free(&missing);
	text_free(&new);
}

static void enable_grubby(struct loader_job *job, const char *note)
{
	struct text missing = { 0 };

	missing_words(job->words, job->next, &missing);
	if (missing.length) {
		write_note(job, note, text_string(&missing), "");
		if (!job->problem.length)
			run_grubby(job, "--args", text_string(&missing));
	}
	text_free(&missing);
}

void words_enable(struct loader_job *job, enum loader loader)
{
	cleanup_free char *note = NULL;

	if (!read_text(job, LOADER_STATE, &note))
		return;
	if (loader == LOADER_GRUBBY)
		enable_grubby(job, note);
	else
		enable_file(job, note);
}

static void disable_file(struct loader_job *job, const char *words, const char *made)
{
	cleanup_free char *data = NULL;
	struct text new = { 0 };
	int r;

	if (!read_text(job, KERNEL_CMDLINE, &data))
		return;
	if (*made && !strcmp(data, made)) {
		r = remove_file(job->sysroot, KERNEL_CMDLINE);
		if (r)
			text_printf(&job->problem, "/" KERNEL_CMDLINE " cannot be removed: %s",
				    error_text(r));
		else
			text_puts(&job->done, "removed /" KERNEL_CMDLINE "\n");
	} else {
		without_words(words, data, &new);
		if (strcmp(data, text_string(&new)))
			loader_write(job, KERNEL_CMDLINE, text_string(&new));
	}
	text_free(&new);
	if (!job->problem.length)
		entries_refresh(job);
}

/* The note is only believed as far as it could have been written here. */
static void known_words(const char *note, struct text *out)
{
	static const char *const known[] = { LOADER_INTEL, LOADER_PASSTHROUGH };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (find_word(note, known[i], strlen(known[i])))
			text_printf(out, "%s%s", out->length ? " " : "", known[i]);
}

void words_disable(struct loader_job *job, enum loader loader)
{
	cleanup_free char *note = NULL;
	struct text words = { 0 };
	char *end;
	int r;

	if (!read_text(job, LOADER_STATE, &note) || !*note)
		return;
	end = strchrnul(note, '\n');
	if (*end)
		*end++ = '\0';
	known_words(note, &words);
	if (loader == LOADER_GRUBBY && words.length)
		run_grubby(job, "--remove-args", text_string(&words));
	else if (loader == LOADER_KERNEL_INSTALL)
		disable_file(job, text_string(&words), end);
	text_free(&words);
	if (job->problem.length)
		return;
	r = remove_file(job->sysroot, LOADER_STATE);
	if (r)
		text_printf(&job->problem, "/" LOADER_STATE " cannot be removed: %s",
			    error_text(r));
}
