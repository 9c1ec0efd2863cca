// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A directory, a file, an editor.
 */
#include "cli/edit/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/config.h"
#include "core/error.h"
#include "host/base/spawn.h"
#include "kernel/fs.h"

#define WORDS_MAX 16

int copy_make(struct copy *copy, const char *name, const char *data, size_t length)
{
	cleanup_close int fd = -1;

	memcpy(copy->directory, COPY_TEMPLATE, sizeof(copy->directory));
	if (!mkdtemp(copy->directory)) {
		copy->directory[0] = '\0';
		return -errno;
	}
	(void)snprintf(copy->path, sizeof(copy->path), "%s/%s", copy->directory, name);
	fd = open(copy->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return fd < 0 ? -errno : fs_write_all(fd, data, length);
}

/* The editor's command line, which may be of several words; NULL: nobody chose one. */
static const char *chosen_editor(void)
{
	static const char *const names[] = { "SUDO_EDITOR", "VISUAL", "EDITOR" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);

		if (value && value[strspn(value, " \t")])
			return value;
	}
	return NULL;
}

/* Waits for it. Its exit status, or negative errno. */
static int run(char *command, const struct copy *copy)
{
	char *argv[WORDS_MAX + 2], *rest = NULL, *word;
	char path[sizeof(copy->path)];
	size_t count = 0;
	pid_t child;
	int r;

	for (word = strtok_r(command, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		if (count == WORDS_MAX)
			return -E2BIG;
		argv[count++] = word;
	}
	memcpy(path, copy->path, sizeof(path));
	argv[count++] = path;
	argv[count] = NULL;
	(void)fflush(stdout);
	r = posix_spawnp(&child, argv[0], NULL, NULL, argv, environ);
	return r ? -r : run_wait(child);
}

static int run_default(const struct copy *copy, struct text *problem)
{
	static const char *const names[] = { "editor", "nano", "vi" };
	int r = -ENOENT;
	size_t i;

	for (i = 0; r == -ENOENT && i < ARRAY_SIZE(names); i++) {
		char name[8];

		(void)snprintf(name, sizeof(name), "%s", names[i]);
		r = run(name, copy);
	}
	if (r == -ENOENT)
		text_puts(problem, "there is no editor: set EDITOR to the name of one");
	return r;
}

int copy_edit(const struct copy *copy, struct text *problem)
{
	const char *chosen = chosen_editor();
	cleanup_free char *command = chosen ? strdup(chosen) : NULL;
	int r;

	if (chosen && !command)
		r = -ENOMEM;
	else
		r = command ? run(command, copy) : run_default(copy, problem);
	if (!r)
		return 0;
	if (!problem->length && r < 0)
		text_printf(problem, "the editor '%s' cannot be run: %s", chosen ? chosen : "",
			    error_text(r));
	else if (!problem->length && r > 128)
		text_printf(problem, "the editor was ended by signal %d", r - 128);
	else if (!problem->length)
		text_printf(problem, "the editor ended with status %d", r);
	return -1;
}

int copy_read(const struct copy *copy, struct text *out)
{
	cleanup_close int fd = open(copy->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fd < 0 ? -errno : fs_read_descriptor(fd, CONFIG_FILE_MAX, &data, &length);

	if (r)
		return r;
	text_free(out);
	text_add(out, data, length);
	return text_error(out);
}

void copy_remove(struct copy *copy)
{
	char **names = NULL;
	size_t count = 0, i;
	int fd = *copy->directory ? open(copy->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	if (!fs_list_descriptor(dup(fd), &names, &count))
		for (i = 0; i < count; i++)
			(void)unlinkat(fd, names[i], 0); /* it is ours: nothing depends on it */
	fs_free_names(names, count);
	close(fd);
	(void)rmdir(copy->directory);
	copy->directory[0] = '\0';
}
