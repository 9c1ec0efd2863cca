// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A record lock: unlike flock(2), fcntl(2) tells who holds the lock, and started programs do not
 * keep it when this one is killed.
 */
#include "host/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "host/base/atomic_file.h"

#define POLL_MS 50
#define COMMAND_SIZE 256

/* Whether it is ours and has none of these mode bits. */
static int check_owner(int fd, mode_t forbidden)
{
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	return st.st_uid != geteuid() || st.st_mode & forbidden ? -EPERM : 0;
}

/* Opens a directory that only we, its owner, can change. A descriptor or negative errno. */
static int open_directory(int from, const char *name)
{
	int fd = enter_directory(from, name, true), r;

	if (fd < 0)
		return fd;
	r = check_owner(fd, S_IWGRP | S_IWOTH);
	if (!r)
		return fd;
	close(fd);
	return r;
}

int lock_open(const char *root)
{
	cleanup_close int top = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	cleanup_close int run = top < 0 ? -errno : open_directory(top, "run");
	cleanup_close int directory = run < 0 ? run : open_directory(run, "vfio-prebind");
	int fd, r;

	if (directory < 0)
		return directory;
	fd = openat(directory, "lock",
		    O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	/* a user who can read it can hold a lock on it */
	r = check_owner(fd, S_IRWXG | S_IRWXO);
	if (!r)
		return fd;
	close(fd);
	return r;
}

/* 0, -EAGAIN with *holder, or negative errno. */
static int lock_try(int fd, pid_t *holder)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (!fcntl(fd, F_SETLK, &lock))
		return 0;
	if ((errno != EAGAIN && errno != EACCES) || fcntl(fd, F_GETLK, &lock))
		return -errno;
	*holder = lock.l_type == F_UNLCK ? 0 : lock.l_pid; /* has been unlocked: try again */
	return -EAGAIN;
}

int lock_wait(int fd, unsigned int milliseconds, pid_t *holder)
{
	const struct timespec pause = { .tv_nsec = POLL_MS * 1000000 };
	unsigned int waited;
	pid_t pid = 0;
	int r;

	for (waited = 0; (r = lock_try(fd, &pid)) == -EAGAIN; waited += POLL_MS) {
		if (waited >= milliseconds) {
			*holder = pid;
			return -ETIMEDOUT;
		}
		(void)nanosleep(&pause, NULL); /* a signal only ends the pause early */
	}
	return r;
}

void lock_describe(pid_t holder, struct text *out)
{
	char path[32], command[COMMAND_SIZE];
	cleanup_close int fd = -1;
	ssize_t length = 0, i;

	if (!holder) {
		text_puts(out, "a process of another PID namespace");
		return;
	}
	text_printf(out, "process %ld", (long)holder);
	(void)snprintf(path, sizeof(path), "/proc/%ld/cmdline", (long)holder);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		length = read(fd, command, sizeof(command));
	if (length <= 0)
		return; /* it has ended, or there is no /proc */
	if (!command[length - 1])
		length--;
	for (i = 0; i < length; i++)
		if (!command[i])
			command[i] = ' ';
	text_printf(out, " (%.*s%s)", (int)length, command,
		    (size_t)length == sizeof(command) ? "..." : "");
}
