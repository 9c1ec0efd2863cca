// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SIGKILL does not end a process that waits in the kernel. One of ours it would end; so what does
 * not end starts a process out of the supervisor's reach (a session of its own), which keeps the
 * supervisor's pipe open as the waiting one would. The supervisor sees the same: the process was
 * killed, and it is still there.
 *
 * Seconds would be long: a process has some milliseconds instead of its limit, and the clock
 * of the program goes on by the limit.
 */
#include "hang/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LEFT_BEHIND_MAX 16
#define LEFT_BEHIND_SECONDS 30U /* should this program die before it ends them */

/* How long one that is left behind has to say so, on a busy machine. */
#define LEFT_BEHIND_WAIT_MS 2000U

/* main() of src/boot/main.c, renamed by the build */
int boot_main(int argc, char **argv);

/* by the linker, around supervise() */
int __real_supervise(void (*work)(void *data), void *data, int ms);
int __wrap_supervise(void (*work)(void *data), void *data, int ms);

/* What all processes of a run share. */
struct shared {
	struct fake fake;
	pid_t left_behind[LEFT_BEHIND_MAX];
	size_t hangs; /* so far; one is left behind for each */
};

static struct shared *shared;

/* Of the program that supervises. */
static struct {
	pid_t pid;
	int limit_ms;
	bool disturbed;
} boot;

static void leave_behind(void)
{
	size_t i = shared->hangs++;
	pid_t pid = i < LEFT_BEHIND_MAX ? fork() : -1;

	if (pid < 0)
		abort();
	if (!pid) {
		(void)setsid();
		(void)alarm(LEFT_BEHIND_SECONDS);
		__atomic_store_n(&shared->left_behind[i], getpid(), __ATOMIC_SEQ_CST);
		for (;;)
			(void)pause();
	}
	while (!__atomic_load_n(&shared->left_behind[i], __ATOMIC_SEQ_CST))
		(void)usleep(100);
}

static void end_left_behind(void)
{
	unsigned int waits = LEFT_BEHIND_WAIT_MS;
	size_t i;

	for (i = 0; i < shared->hangs && i < LEFT_BEHIND_MAX; i++) {
		/* it may not have begun yet, or was never started */
		for (; !__atomic_load_n(&shared->left_behind[i], __ATOMIC_SEQ_CST) && waits;
		     waits--)
			(void)usleep(1000);
		if (shared->left_behind[i])
			(void)kill(shared->left_behind[i], SIGKILL);
	}
}

_Noreturn void fake_cut(struct fake *fake, int error)
{
	(void)fake; /* there is one */
	if (getpid() == boot.pid) {
		fputs("the boot program itself touches what hangs\n", stderr);
		end_left_behind();
		_exit(1);
	}
	if (error == ETIMEDOUT)
		leave_behind();
	(void)alarm(LEFT_BEHIND_SECONDS);
	for (;;)
		(void)pause();
}

int __wrap_supervise(void (*work)(void *data), void *data, int ms)
{
	size_t before = shared->hangs;
	int r = __real_supervise(work, data, boot.limit_ms);

	if (r != -ETIMEDOUT)
		return r;
	boot.disturbed |= shared->hangs == before;
	shared->fake.clock_us += (uint64_t)ms * 1000;
	return r;
}

struct fake *process_machine(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (shared == MAP_FAILED)
		return NULL;
	fake_now = &shared->fake;
	return fake_now;
}

int process_boot(int limit_ms, bool *disturbed)
{
	char name[] = "vfio-prebind-boot";
	char *arguments[] = { name, NULL };
	int status;

	boot.pid = getpid();
	boot.limit_ms = limit_ms;
	boot.disturbed = false;
	memset(shared->left_behind, 0, sizeof(shared->left_behind));
	shared->hangs = 0;
	shared->fake.supervised = true; /* fake_cut() knows who is who */
	status = boot_main(1, arguments);
	end_left_behind();
	*disturbed = boot.disturbed;
	return status;
}
