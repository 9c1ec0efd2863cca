// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lock of the events, in a root of its own.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "late/lock.h"

#define TEST_SECONDS 60

struct place {
	char root[64];
	struct fs *fs;
	pid_t holder;
};

static void make_path(const struct place *place, const char *below, char path[128])
{
	(void)snprintf(path, 128, "%s/%s", place->root, below);
}

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	char path[128];

	*state = place;
	strcpy(place->root, "/tmp/late_lock_test.XXXXXX");
	if (!mkdtemp(place->root) || fs_open(place->root, &place->fs))
		return -1;
	make_path(place, "run", path);
	if (mkdir(path, 0755))
		return -1;
	make_path(place, "run/vfio-prebind", path);
	return mkdir(path, 0755);
}

static int teardown(void **state)
{
	static const char *const names[] = { "run/vfio-prebind/late.lock", "run/vfio-prebind",
					     "run", "" };
	struct place *place = *state;
	char path[128];
	size_t i;

	if (place->holder) {
		(void)kill(place->holder, SIGKILL);
		(void)waitpid(place->holder, NULL, 0);
	}
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		make_path(place, names[i], path);
		(void)remove(path);
	}
	fs_close(place->fs);
	free(place);
	return 0;
}

/* Another process has the lock when this returns; with a child of its own, which stays behind. */
static void hold(struct place *place, bool ends)
{
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	place->holder = fork();
	assert_true(place->holder >= 0);
	if (!place->holder) {
		pid_t holder = getpid();

		if (late_lock(place->fs, LATE_LOCK, TEST_SECONDS))
			_exit(1);
		if (ends && fork())
			_exit(0);
		(void)alarm(TEST_SECONDS);
		while (ends && getppid() == holder)
			(void)usleep(1000);
		if (write(ready[1], "", 1) == 1 && !ends)
			(void)pause();
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
}

static void an_event_waits_for_another_one_only_so_long(void **state)
{
	struct place *place = *state;

	hold(place, false);
	assert_int_equal(late_lock(place->fs, LATE_LOCK, 1), -ETIMEDOUT);
	(void)kill(place->holder, SIGKILL);
	assert_int_equal(late_lock(place->fs, LATE_LOCK, TEST_SECONDS), 0);
}

static void what_an_event_leaves_behind_keeps_nobody_out(void **state)
{
	struct place *place = *state;

	hold(place, true);
	assert_int_equal(late_lock(place->fs, LATE_LOCK, 1), 0);
}

static void the_lock_is_for_root_alone_and_no_link(void **state)
{
	struct place *place = *state;
	char path[128];
	struct stat st;

	make_path(place, "run/vfio-prebind/late.lock", path);
	assert_int_equal(symlink("/tmp", path), 0);
	assert_int_equal(late_lock(place->fs, LATE_LOCK, 1), -ELOOP);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(late_lock(place->fs, LATE_LOCK, 1), 0);
	assert_int_equal(lstat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(an_event_waits_for_another_one_only_so_long, setup,
					  teardown),
	  cmocka_unit_test_setup_teardown(what_an_event_leaves_behind_keeps_nobody_out, setup,
					  teardown),
	  cmocka_unit_test_setup_teardown(the_lock_is_for_root_alone_and_no_link, setup, teardown))
