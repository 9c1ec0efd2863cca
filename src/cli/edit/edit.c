// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind edit: an editor on a copy of a file of the configuration, which replaces the file
 * only when somebody has said so, after what is wrong with it was shown: as visudo(8) does.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/edit/copy.h"
#include "cli/edit/review.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/base/sysroot.h"
#include "kernel/inputs.h"

struct editing {
	const char *sysroot;
	char path[FS_PATH_SIZE]; /* with the leading '/' */
	struct machine machine;
	const struct config_file *file; /* as it was read; NULL: it is new */
	struct copy copy;
	struct edit edit; /* its text and name, for the review */
};

enum answer { ANSWER_EDIT, ANSWER_SAVE, ANSWER_EXIT };

/* "10-gpu.conf" and the whole path of a file of the configuration. false after a message. */
static bool choose_file(const struct verb *verb, const char *word, char path[FS_PATH_SIZE])
{
	static const char main_file[] = "/" CONFIG_PATH, directory[] = "/" CONFIG_DIRECTORY "/";
	const char *name = word;

	if (!word || !strcmp(word, main_file))
		return !fs_path(path, "%s", main_file);
	if (!strncmp(word, directory, strlen(directory)))
		name = word + strlen(directory);
	if (!strchr(name, '/') && drop_in_counts(name, CONFIG_SUFFIX) &&
	    !fs_path(path, "%s%s", directory, name))
		return true;
	(void)misuse(verb,
		     "'%s' is not a file of the configuration: %s, or a name that ends "
		     "in " CONFIG_SUFFIX " in %s",
		     word, main_file, directory);
	return false;
}

/* What editing would come to nothing for. 0, or -1 after a message. */
static int look_at_file(struct editing *editing)
{
	cleanup_free char *whole = NULL;
	struct stat st;

	editing->file = config_files_find(&editing->machine.files, editing->path);
	if (editing->file && editing->file->error == -ENOENT)
		editing->file = NULL;
	if (asprintf(&whole, "%s%s", editing->sysroot, editing->path) < 0) {
		whole = NULL;
		complain("%s", error_text(-ENOMEM));
		return -1;
	}
	if (!lstat(whole, &st) && !S_ISREG(st.st_mode))
		complain("%s is not a regular file: edit what it leads to by hand", editing->path);
	else if (editing->file && editing->file->error)
		complain("%s: %s", editing->path, error_text(editing->file->error));
	else
		return 0;
	return -1;
}

/* The answer's first letter; 0 at the end of the input, and after a signal. */
static char ask(const char *question)
{
	char *line = NULL;
	size_t size = 0;
	char answer = 0;

	print_plain("%s ", question);
	(void)fflush(stdout);
	if (getline(&line, &size, stdin) > 0)
		answer = line[strspn(line, " \t")];
	else
		putchar('\n');
	free(line);
	return answer;
}

static enum answer ask_what_now(const struct editing *editing, const struct review *review)
{
	struct text question = { 0 };
	char answer;

	if (review->problems)
		text_puts(&question, "What now? (e)dit again, e(x)it without saving, (Q)uit and "
				     "save anyway [e]");
	else
		text_printf(&question, "Replace %s? (y)es, (e)dit again, e(x)it without saving [y]",
			    editing->path);
	for (;;) {
		answer = ask(text_string(&question));
		if (answer == '\n')
			answer = review->problems ? 'e' : 'y';
		if (!answer || strchr("eExXnN", answer) ||
		    strchr(review->problems ? "Q" : "yYQ", answer))
			break;
		puts(review->problems ? "Answer e, x or Q." : "Answer y, e or x.");
	}
	text_free(&question);
	if (answer == 'e' || answer == 'E')
		return ANSWER_EDIT;
	return !answer || strchr("xXnN", answer) ? ANSWER_EXIT : ANSWER_SAVE;
}

/* Whether the file is still what was copied; it is not locked while somebody edits. */
static bool is_unchanged(const struct editing *editing)
{
	const struct config_file *file = editing->file;
	cleanup_free char *data = NULL;
	size_t length;
	int r = fs_read(editing->machine.fs, editing->path + 1, CONFIG_FILE_MAX, &data, &length);

	if (!file)
		return r == -ENOENT;
	return !r && length == file->length && !memcmp(data, file->data, length);
}

/* The copy stays if it cannot be saved, since it may be the work of an hour. */
static enum status save(struct editing *editing, const struct review *review)
{
	const struct text *text = &editing->edit.text;
	int r;

	if (!lock_machine(editing->sysroot))
		r = -EBUSY;
	else if (!is_unchanged(editing))
		r = -EAGAIN;
	else
		r = replace_file(editing->sysroot, editing->path + 1, text_string(text),
				 text->length);
	if (!r) {
		puts(edit_next_step(review->stops_apply));
		return STATUS_OK;
	}
	if (r == -EAGAIN)
		complain("%s has been changed by somebody else since it was opened: it was not "
			 "replaced",
			 editing->path);
	else if (r != -EBUSY) /* of which lock_machine() has told */
		complain("%s cannot be replaced: %s", editing->path, error_text(r));
	complain("what you wrote is in %s", editing->copy.path);
	editing->copy.directory[0] = '\0';
	return STATUS_FAILED;
}

static bool is_same(const struct editing *editing)
{
	const struct config_file *file = editing->file;
	const struct text *text = &editing->edit.text;

	return text->length == (file ? file->length : 0) &&
	       (!text->length || !memcmp(text->data, file->data, text->length));
}

/* false after a message: the editor failed, or what it left cannot be read. */
static bool let_edit(struct editing *editing)
{
	struct text problem = { 0 };
	int r = copy_edit(&editing->copy, &problem);

	if (!r) {
		r = copy_read(&editing->copy, &editing->edit.text);
		if (r)
			text_printf(&problem, "the edited copy cannot be read: %s",
				    r == -EFBIG ? CONFIG_TOO_LONG : error_text(r));
	}
	if (r)
		complain("%s; nothing was changed", text_string(&problem));
	text_free(&problem);
	return !r;
}

static enum status edit_until_saved(struct editing *editing)
{
	for (;;) {
		struct review review;
		int r;

		if (!let_edit(editing))
			return STATUS_FAILED;
		if (is_same(editing)) {
			puts("Nothing was changed.");
			return STATUS_OK;
		}
		r = review_edit(&editing->edit, &editing->machine, &review);
		if (r) {
			complain("cannot check the edited file: %s; nothing was changed",
				 error_text(r));
			return STATUS_FAILED;
		}
		switch (ask_what_now(editing, &review)) {
		case ANSWER_EDIT:
			break;
		case ANSWER_EXIT:
			puts("Nothing was changed.");
			return STATUS_OK;
		case ANSWER_SAVE:
			return save(editing, &review);
		}
	}
}

static void ignore(int number)
{
	(void)number;
}

/* The editor gets them as by default; a question ends, so that the copy is removed. */
static void catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP };
	const struct sigaction action = { .sa_handler = ignore };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		(void)sigaction(numbers[i], &action, NULL); /* cannot fail for these */
}

static enum status edit(struct editing *editing)
{
	const struct config_file *file;
	enum status status = STATUS_FAILED;
	int r;

	if (look_at_file(editing))
		return STATUS_FAILED;
	file = editing->file;
	catch_signals();
	r = copy_make(&editing->copy, strrchr(editing->path, '/') + 1, file ? file->data : "",
		      file ? file->length : 0);
	if (r)
		complain("cannot make a copy in /tmp: %s", error_text(r));
	else
		status = edit_until_saved(editing);
	copy_remove(&editing->copy);
	return status;
}

enum status verb_edit(const struct verb *verb, int argc, char **argv)
{
	struct editing editing = { .sysroot = "/" };
	const struct cli_option table[] = { CLI_SYSROOT(editing.sysroot), { 0 } };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r + 1 < argc)
		return refuse_argument(verb, argv[r + 1]);
	if (!choose_file(verb, r < argc ? argv[r] : NULL, editing.path))
		return STATUS_USAGE;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return misuse(verb, "edit needs a terminal; without one, change the file and run "
				    "'vfio-prebind check'");
	if (geteuid() && !sysroot_is_captured(editing.sysroot)) {
		complain("only root can change the configuration");
		return STATUS_FAILED;
	}
	editing.edit = (struct edit){ .name = editing.path, .directory = -1 };
	status = machine_open(&editing.machine, editing.sysroot) ? STATUS_FAILED : edit(&editing);
	edit_close(&editing.edit);
	machine_close(&editing.machine);
	return status;
}
