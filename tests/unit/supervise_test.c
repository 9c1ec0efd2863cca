// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Work in a process of its own, for a limited time.
 */
#include "unit/unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "kernel/supervise.h"
#include "kernel/clock.h"

/* What should have been killed and was not ends at last: nobody waits for it in vain. */
#define LEFT_BEHIND_SECONDS 20

/* What the child tells. */
struct told {
	volatile pid_t child, grandchild;
	volatile int value;
};

static void work_that_returns(void *data)
{
	((struct told *)data)->value = 42;
}

static void work_that_crashes(void *data)
{
	((struct told *)data)->value = 1;
	(void)signal(SIGABRT, SIG_DFL);
	(void)kill(getpid(), SIGKILL);
}

static void work_that_exits(void *data)
{
	(void)data;
	_exit(3);
}

static void work_that_hangs(void *data)
{
	struct told *told = data;

	told->child = getpid();
	(void)alarm(LEFT_BEHIND_SECONDS);
	for (;;)
		(void)pause();
}

static void work_that_leaves_a_child(void *data)
{
	pid_t child = fork();

	if (!child) {
		(void)alarm(LEFT_BEHIND_SECONDS);
		for (;;)
			(void)pause();
	}
	((struct told *)data)->grandchild = child; /* by one of the two only: it is shared */
	work_that_hangs(data);
}

static void work_that_says_who_does_it(void *data)
{
	((struct told *)data)->child = getpid();
}

static int setup(void **state)
{
	*state = supervise_memory(sizeof(struct told));
	return *state ? 0 : -1;
}

static void shared_memory_is_zeroed(void **state)
{
	const unsigned char *memory = supervise_memory(100);
	size_t i;

	(void)state;
	assert_non_null(memory);
	for (i = 0; i < 100; i++)
		assert_int_equal(memory[i], 0);
	assert_null(supervise_memory(SIZE_MAX / 2));
}

static void work_that_returns_is_done_and_seen(void **state)
{
	struct told *told = *state;

	assert_int_equal(supervise(work_that_returns, told, 5000), 0);
	assert_int_equal(told->value, 42);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* and nobody is left behind */
}

static void a_crash_is_reported_and_what_was_done_before_is_seen(void **state)
{
	struct told *told = *state;

	assert_int_equal(supervise(work_that_crashes, told, 5000), -ECANCELED);
	assert_int_equal(told->value, 1);
	assert_int_equal(supervise(work_that_exits, told, 5000), -ECANCELED);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* Without a descriptor left there is no process that could be watched. */
static void without_a_pipe_the_work_is_done_here(void **state)
{
	struct told *told = *state;
	struct rlimit before, none;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = (struct rlimit){ .rlim_max = before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_int_equal(supervise(work_that_says_who_does_it, told, 5000), 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(told->child, getpid());
}

static uint64_t now_ms(void)
{
	return monotonic_us() / 1000;
}

static void time_goes_on(void **state)
{
	uint64_t before = monotonic_us();

	(void)state;
	assert_true(before > 0);
	(void)usleep(1000);
	assert_true(monotonic_us() >= before + 1000);
}

/* Whether the process ends within a second; it may be a zombie of whoever adopted it. */
static bool has_ended(pid_t pid)
{
	uint64_t until = now_ms() + 1000;

	while (now_ms() < until) {
		if (waitpid(pid, NULL, WNOHANG) == pid || kill(pid, 0))
			return true;
		(void)usleep(1000);
	}
	return false;
}

static void a_child_that_hangs_is_killed_in_time(void **state)
{
	struct told *told = *state;
	uint64_t start = now_ms();

	assert_int_equal(supervise(work_that_hangs, told, 500), -ETIMEDOUT);
	assert_true(now_ms() - start >= 500);
	assert_true(now_ms() - start < 5000);
	assert_true(has_ended(told->child));
}

static void what_the_child_started_ends_with_it(void **state)
{
	struct told *told = *state;

	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	assert_int_equal(supervise(work_that_leaves_a_child, told, 1500), -ETIMEDOUT);
	assert_true(told->grandchild > 0);
	assert_true(has_ended(told->grandchild));
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

UNIT_MAIN(cmocka_unit_test(time_goes_on), cmocka_unit_test(shared_memory_is_zeroed),
	  TEST(work_that_returns_is_done_and_seen),
	  TEST(a_crash_is_reported_and_what_was_done_before_is_seen),
	  TEST(without_a_pipe_the_work_is_done_here), TEST(a_child_that_hangs_is_killed_in_time),
	  TEST(what_the_child_started_ends_with_it))
