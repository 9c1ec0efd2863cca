// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts modprobe with an environment of its own, and without a shell.
 */
#include "kernel/modprobe.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_NOT_EXECUTED 127

/* In the child: never returns. */
static void execute_modprobe(const char *path, const char *name)
{
	char *const argv[] = { (char *)"modprobe", (char *)"--", (char *)name, NULL };
	/*
	 * The option is in the environment, where kmod's modprobe looks for it (tools/modprobe.c,
	 * prepend_options_from_env()): busybox's knows no such option and runs no such commands.
	 */
	char *const envp[] = { (char *)"PATH=/usr/sbin:/usr/bin:/sbin:/bin",
			       (char *)"MODPROBE_OPTIONS=--ignore-install --syslog", NULL };
	int null = open("/dev/null", O_RDWR);
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (null >= 0)
			(void)dup2(null, fd); /* it cannot do better without it */
		else
			(void)close(fd);
	}
	if (null > STDERR_FILENO)
		(void)close(null);
	execve(path, argv, envp);
	_exit(EXIT_NOT_EXECUTED);
}

const char *modprobe_find(void)
{
	static const char *const paths[] = { "/sbin/modprobe", "/usr/sbin/modprobe" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++)
		if (!access(paths[i], X_OK))
			return paths[i];
	return NULL;
}

int modprobe_run(const char *path, const char *name)
{
	pid_t child = fork();
	pid_t ended;
	int status;

	if (child < 0)
		return -errno;
	if (!child)
		execute_modprobe(path, name);

	do {
		ended = waitpid(child, &status, 0);
	} while (ended < 0 && errno == EINTR);
	if (ended < 0)
		return -errno;
	return WIFEXITED(status) && !WEXITSTATUS(status) ? 0 : -ECHILD;
}
