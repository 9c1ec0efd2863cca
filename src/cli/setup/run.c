// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts this program again.
 */
#include "cli/setup/run.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "host/base/spawn.h"
#include "host/base/sysroot.h"

#define SELF "/proc/self/exe"

void run_format(const char *const words[], struct text *out)
{
	text_puts(out, "vfio-prebind");
	for (; *words; words++)
		text_printf(out, " %s", *words);
}

static int be_silent(posix_spawn_file_actions_t *actions)
{
	int r = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);

	if (!r)
		r = posix_spawn_file_actions_adddup2(actions, STDIN_FILENO, STDOUT_FILENO);
	return r ? r : posix_spawn_file_actions_adddup2(actions, STDIN_FILENO, STDERR_FILENO);
}

static int start(const char *const argv[], bool is_silent, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int r = posix_spawn_file_actions_init(&actions);

	if (r)
		return -r;
	if (is_silent)
		r = be_silent(&actions);
	/* it does not change the words: the interface is older than const */
	if (!r)
		r = posix_spawn(child, SELF, &actions, NULL, (char *const *)(uintptr_t)argv,
				environ);
	posix_spawn_file_actions_destroy(&actions);
	return -r;
}

static int run(const char *sysroot, const char *const words[], bool is_silent)
{
	const char *argv[RUN_WORDS_MAX + 4] = { "vfio-prebind", words[0] };
	size_t count = 2, i;
	pid_t child;
	int r;

	if (sysroot_is_captured(sysroot)) {
		argv[count++] = "--sysroot";
		argv[count++] = sysroot;
	}
	for (i = 1; words[i]; i++) {
		if (i >= RUN_WORDS_MAX)
			return -E2BIG;
		argv[count++] = words[i];
	}
	(void)fflush(stdout);
	r = start(argv, is_silent, &child);
	return r ? r : run_wait(child);
}

int run_verb_shown(const char *sysroot, const char *const words[])
{
	struct text command = { 0 };

	run_format(words, &command);
	printf("\n# %s\n", text_string(&command));
	text_free(&command);
	return run(sysroot, words, false);
}

int run_verb_silently(const char *sysroot, const char *const words[])
{
	return run(sysroot, words, true);
}
