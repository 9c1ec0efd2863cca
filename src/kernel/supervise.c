// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A child, a pipe that closes when the child ends, and a time limit.
 */
#include "kernel/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

/* The part of its limit that a killed child has to end. */
#define REAP_PART 16

void *supervise_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

/* Whether the other end was closed in time. A signal would restart the limit, but we catch none. */
static bool wait_for_end(int fd, int ms)
{
	struct pollfd end = { .fd = fd, .events = POLLIN };
	int r;

	do
		r = poll(&end, 1, ms);
	while (r < 0 && errno == EINTR);
	return r > 0;
}

static int collect(pid_t child, int fd, int ms)
{
	bool in_time = wait_for_end(fd, ms);
	int status = 0;

	if (!in_time) {
		/* its whole group: a modprobe that it started ends too */
		(void)kill(-child, SIGKILL);
		(void)kill(child, SIGKILL);
		/* one that waits inside the kernel does not end even then: abandon it */
		if (wait_for_end(fd, ms / REAP_PART))
			(void)waitpid(child, &status, WNOHANG);
		return -ETIMEDOUT;
	}
	if (waitpid(child, &status, 0) == child && WIFEXITED(status) && !WEXITSTATUS(status))
		return 0;
	(void)kill(-child, SIGKILL);
	return -ECANCELED;
}

int supervise(void (*work)(void *data), void *data, int ms)
{
	int ends[2], r;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC)) {
		work(data);
		return 0;
	}
	child = fork();
	if (!child) {
		(void)setpgid(0, 0); /* if it fails, only the child itself is killed */
		work(data);
		_exit(0);
	}
	close(ends[1]);
	r = 0;
	if (child < 0)
		work(data);
	else
		r = collect(child, ends[0], ms);
	close(ends[0]);
	return r;
}
