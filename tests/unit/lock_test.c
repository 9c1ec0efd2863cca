// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lock of the machine, in a root of its own.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "host/base/lock.h"

#define SHORT_MS 60
#define LONG_MS 60000

/* A lock that is never released still ends the test. */
#define TEST_SECONDS 60

struct place {
	char root[64];
	char run[80], directory[96], file[112];
	pid_t holder;
};

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	if (!place)
		return -1;
	*state = place;
	(void)alarm(TEST_SECONDS);
	strcpy(place->root, "/tmp/lock_test.XXXXXX");
	if (!mkdtemp(place->root))
		return -1;
	(void)snprintf(place->run, sizeof(place->run), "%s/run", place->root);
	(void)snprintf(place->directory, sizeof(place->directory), "%s/vfio-prebind", place->run);
	(void)snprintf(place->file, sizeof(place->file), "%s/lock", place->directory);
	return 0;
}

static int teardown(void **state)
{
	struct place *place = *state;

	if (place->holder) {
		kill(place->holder, SIGKILL);
		waitpid(place->holder, NULL, 0);
	}
	unlink(place->file);
	rmdir(place->directory);
	rmdir(place->run);
	unlink(place->run);
	rmdir(place->root);
	free(place);
	(void)alarm(0);
	return 0;
}

/* Another process has the lock when this returns. */
static void hold(struct place *place)
{
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	place->holder = fork();
	assert_true(place->holder >= 0);
	if (!place->holder) {
		pid_t nobody;
		int fd = lock_open(place->root);

		if (fd < 0 || lock_wait(fd, SHORT_MS, &nobody) || write(ready[1], "", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
}

static void the_lock_is_made_for_root_alone(void **state)
{
	struct place *place = *state;
	cleanup_close int fd = lock_open(place->root);
	struct stat st;
	pid_t holder;

	assert_true(fd >= 0);
	assert_int_equal(lock_wait(fd, 0, &holder), 0);
	assert_int_equal(stat(place->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(place->directory, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
}

static void who_waits_too_long_learns_who_holds_it(void **state)
{
	struct place *place = *state;
	cleanup_close int fd = -1;
	struct text who = { 0 };
	char start[64];
	pid_t holder = -1;

	hold(place);
	fd = lock_open(place->root);
	assert_true(fd >= 0);
	assert_int_equal(lock_wait(fd, SHORT_MS, &holder), -ETIMEDOUT);
	assert_int_equal(holder, place->holder);
	lock_describe(holder, &who);
	(void)snprintf(start, sizeof(start), "process %ld (", (long)place->holder);
	assert_memory_equal(text_string(&who), start, strlen(start));
	assert_non_null(strstr(text_string(&who), "lock_test)"));
	text_free(&who);
}

static void who_is_killed_holds_it_no_longer(void **state)
{
	struct place *place = *state;
	cleanup_close int fd = -1;
	pid_t holder;

	hold(place);
	fd = lock_open(place->root);
	kill(place->holder, SIGKILL);
	assert_int_equal(lock_wait(fd, LONG_MS, &holder), 0);
}

/* Whoever may read it can hold a lock on it, and whoever may write a directory can replace it. */
static void what_others_may_open_or_replace_is_refused(void **state)
{
	struct place *place = *state;
	int fd = lock_open(place->root);

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(chmod(place->file, 0604), 0);
	assert_int_equal(lock_open(place->root), -EPERM);
	assert_int_equal(chmod(place->file, 0600), 0);
	assert_int_equal(chmod(place->directory, 0775), 0);
	assert_int_equal(lock_open(place->root), -EPERM);
	assert_int_equal(chmod(place->directory, 0755), 0);
	assert_int_equal(chmod(place->run, 01777), 0);
	assert_int_equal(lock_open(place->root), -EPERM);
	assert_int_equal(chmod(place->run, 0755), 0);
	fd = lock_open(place->root);
	assert_true(fd >= 0);
	close(fd);
}

static void no_link_is_followed(void **state)
{
	struct place *place = *state;
	int r;

	assert_int_equal(symlink("/tmp", place->run), 0);
	r = lock_open(place->root);
	assert_true(r == -ELOOP || r == -ENOTDIR);
	assert_int_equal(unlink(place->run), 0);
	assert_int_equal(mkdir(place->run, 0755), 0);
	assert_int_equal(mkdir(place->directory, 0755), 0);
	assert_int_equal(symlink("/tmp/lock_test.elsewhere", place->file), 0);
	assert_int_equal(lock_open(place->root), -ELOOP);
	assert_int_equal(access("/tmp/lock_test.elsewhere", F_OK), -1);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(the_lock_is_made_for_root_alone, setup, teardown),
	  cmocka_unit_test_setup_teardown(who_waits_too_long_learns_who_holds_it, setup, teardown),
	  cmocka_unit_test_setup_teardown(who_is_killed_holds_it_no_longer, setup, teardown),
	  cmocka_unit_test_setup_teardown(what_others_may_open_or_replace_is_refused, setup,
					  teardown),
	  cmocka_unit_test_setup_teardown(no_link_is_followed, setup, teardown))
