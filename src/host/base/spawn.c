// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * posix_spawn() and wait, for programs whose names are constants.
 */
#include "host/base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>

#define PROGRAM_SIZE 64

static const char *const directories[] = { "/usr/sbin", "/usr/bin", "/sbin", "/bin" };

static int find_program(const char *name, char path[PROGRAM_SIZE])
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(directories); i++) {
		int length = snprintf(path, PROGRAM_SIZE, "%s/%s", directories[i], name);

		if (length > 0 && length < PROGRAM_SIZE && !access(path, X_OK))
			return 0;
	}
	return -ENOENT;
}

bool run_has(struct fs *fs, const char *program)
{
	char path[FS_PATH_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(directories); i++)
		if (!fs_path(path, "%s/%s", directories[i] + 1, program) && fs_exists(fs, path))
			return true;
	return false;
}

/* Our standard output is only for the verb's result. */
static int redirect(posix_spawn_file_actions_t *actions)
{
	int r = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

	if (!r)
		r = posix_spawn_file_actions_adddup2(actions, STDERR_FILENO, STDOUT_FILENO);
	/* not on a filesystem that someone may want to unmount meanwhile */
	return r ? r : posix_spawn_file_actions_addchdir_np(actions, "/");
}

static int start(const char *path, const char *const argv[], const char *variable, pid_t *child)
{
	const char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
					    "LC_ALL=C.UTF-8", variable, NULL };
	posix_spawn_file_actions_t actions;
	int r = posix_spawn_file_actions_init(&actions);

	if (r)
		return -r;
	r = redirect(&actions);
	/* it changes neither: the interface is older than const */
	if (!r)
		r = posix_spawn(child, path, &actions, NULL, (char *const *)(uintptr_t)argv,
				(char *const *)(uintptr_t)environment);
	posix_spawn_file_actions_destroy(&actions);
	return -r;
}

int run_wait(pid_t child)
{
	pid_t ended;
	int status;

	do
		ended = waitpid(child, &status, 0);
	while (ended < 0 && errno == EINTR);
	if (ended < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_program_with(const char *const argv[], const char *variable)
{
	char path[PROGRAM_SIZE];
	pid_t child;
	int r = find_program(argv[0], path);

	fflush(stdout);
	if (!r)
		r = start(path, argv, variable, &child);
	return r ? r : run_wait(child);
}

int run_program(const char *const argv[])
{
	return run_program_with(argv, NULL);
}
