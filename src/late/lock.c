// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A record lock, which a child does not inherit (fcntl(2)).
 */
#include "late/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "core/report.h"

static void end_wait(int signal)
{
	(void)signal; /* that it interrupts fcntl() is all */
}

/* The default again: the alarm that comes after it ends the process. */
static int wait_for(int fd, unsigned int seconds)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct sigaction action = { .sa_handler = end_wait };
	int r = 0;

	(void)sigaction(SIGALRM, &action, NULL); /* cannot fail with these arguments */
	(void)alarm(seconds);
	if (fcntl(fd, F_SETLKW, &lock))
		r = errno == EINTR ? -ETIMEDOUT : -errno;
	(void)alarm(0);
	action.sa_handler = SIG_DFL;
	(void)sigaction(SIGALRM, &action, NULL);
	return r;
}

int late_lock(struct fs *fs, const char *name, unsigned int seconds)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, REPORT_DIRECTORY "/%s", name), fd;

	if (r)
		return r;
	fd = openat(fs_root(fs), path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	r = wait_for(fd, seconds);
	if (r)
		close(fd);
	return r; /* fd stays open: closing it would give up the lock */
}
