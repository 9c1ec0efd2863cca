// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * openat2(2), and a walk from name to name for kernels before 5.6 and for containers that forbid
 * it.
 */
#include "host/base/sysroot.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define LINKS_MAX 40 /* as in the kernel */

/* A rename anywhere on the system makes openat2(2) fail with EAGAIN. */
#define ATTEMPTS_MAX 100

struct walk {
	char trail[PATH_MAX]; /* from the root to here: names with single '/', none of them a link
			       */
	char rest[PATH_MAX];  /* the rest of the path */
	unsigned int links;
};

bool sysroot_is_captured(const char *sysroot)
{
	return strcmp(sysroot, "/") != 0;
}

/* Joins first and second with a '/' in out, which may be second. 0 or -ENAMETOOLONG. */
static int join(char out[PATH_MAX], const char *first, size_t length, const char *second)
{
	size_t left = strlen(second);
	bool slash = length && left;

	if (length + slash + left >= PATH_MAX)
		return -ENAMETOOLONG;
	memmove(out + length + slash, second, left + 1);
	memmove(out, first, length);
	if (slash)
		out[length] = '/';
	return 0;
}

/* Opens name after name, none of which may be a link. A descriptor or negative errno. */
static int descend(int root, const char *names)
{
	int fd = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);

	while (fd >= 0 && *names) {
		size_t length = strcspn(names, "/");
		char name[NAME_MAX + 1];
		int next;

		memcpy(name, names, length);
		name[length] = '\0';
		next = openat(fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(fd);
		fd = next;
		names += length + (names[length] == '/');
	}
	return fd < 0 ? -errno : fd;
}

/* Removes the first name, which may be empty, from the rest. 0 or -ENAMETOOLONG. */
static int take_name(struct walk *walk, char name[NAME_MAX + 1])
{
	const char *start = walk->rest + strspn(walk->rest, "/");
	size_t length = strcspn(start, "/");

	if (length > NAME_MAX)
		return -ENAMETOOLONG;
	memcpy(name, start, length);
	name[length] = '\0';
	start += length;
	memmove(walk->rest, start, strlen(start) + 1);
	return 0;
}

static void step_back(struct walk *walk)
{
	char *slash = strrchr(walk->trail, '/');

	*(slash ? slash : walk->trail) = '\0';
}

/* Goes to the name, or to where it leads when it is a link. 0 or negative errno. */
static int step(struct walk *walk, int root, const char *name, bool follow)
{
	cleanup_close int directory = descend(root, walk->trail);
	char target[PATH_MAX];
	ssize_t n;

	if (directory < 0)
		return directory;
	if (!*name || !strcmp(name, "."))
		return 0;
	if (!strcmp(name, "..")) {
		step_back(walk);
		return 0;
	}
	n = readlinkat(directory, name, target, sizeof(target));
	if (n < 0 && errno != EINVAL)
		return -errno;
	if (n < 0 || (!follow && !*walk->rest))
		return join(walk->trail, walk->trail, strlen(walk->trail), name);
	if (!n || n == sizeof(target) || ++walk->links > LINKS_MAX)
		return n == sizeof(target) ? -ENAMETOOLONG : -ELOOP;
	if (target[0] == '/')
		walk->trail[0] = '\0';
	return join(walk->rest, target, (size_t)n, walk->rest);
}

static int walk_open(int root, const char *path, int flags)
{
	struct walk walk = { 0 };
	cleanup_close int directory = -1;
	int fd, r = join(walk.rest, "", 0, path);
	const char *name;
	char *slash;

	while (!r && *walk.rest) {
		char next[NAME_MAX + 1];

		r = take_name(&walk, next);
		if (!r)
			r = step(&walk, root, next, !(flags & O_NOFOLLOW));
	}
	if (r)
		return r;
	slash = strrchr(walk.trail, '/');
	if (slash)
		*slash = '\0';
	directory = descend(root, slash ? walk.trail : "");
	if (directory < 0)
		return directory;
	name = slash ? slash + 1 : *walk.trail ? walk.trail : ".";
	fd = openat(directory, name, flags | O_NOFOLLOW);
	return fd < 0 ? -errno : fd;
}

static int open_in_root(int root, const char *path, int flags)
{
	const struct open_how how = { .flags = (unsigned int)flags, .resolve = RESOLVE_IN_ROOT };
	int attempts = ATTEMPTS_MAX;
	long fd;

	do
		fd = syscall(SYS_openat2, root, path, &how, sizeof(how));
	while (fd < 0 && (errno == EAGAIN || errno == EINTR) && --attempts);
	if (fd >= 0)
		return (int)fd;
	/* a system call filter may answer EPERM to unknown calls */
	return errno == ENOSYS || errno == EPERM ? walk_open(root, path, flags) : -errno;
}

/* Opening a device may have effects, opening a FIFO may block. 0, -EOPNOTSUPP or negative errno. */
static int check_type(int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	return S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ? 0 : -EOPNOTSUPP;
}

int sysroot_open_at(int root, const char *path, int flags)
{
	cleanup_close int seen = -1;
	int r;

	flags |= O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	if (flags & O_PATH)
		return open_in_root(root, path, flags & ~(O_NOCTTY | O_NONBLOCK));
	seen = open_in_root(root, path, O_PATH | O_CLOEXEC | (flags & (O_DIRECTORY | O_NOFOLLOW)));
	r = seen < 0 ? seen : check_type(seen);
	return r ? r : open_in_root(root, path, flags);
}

static ssize_t read_link_at(int root, const char *path, char *out, size_t size)
{
	cleanup_close int fd = open_in_root(root, path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return fd;
	n = readlinkat(fd, "", out, size);
	if (n >= 0)
		return n;
	return errno == ENOENT ? -EINVAL
			       : -errno; /* the error for a descriptor that is not a link */
}

static int stat_at(int root, const char *path, struct stat *out)
{
	cleanup_close int fd = open_in_root(root, path, O_PATH | O_CLOEXEC);

	if (fd < 0)
		return fd;
	return fstat(fd, out) ? -errno : 0;
}

int sysroot_open(const char *sysroot, struct fs **fs)
{
	static const struct fs_lookup lookup = { sysroot_open_at, read_link_at, stat_at };
	int r = fs_open(sysroot, fs);

	if (!r && sysroot_is_captured(sysroot))
		fs_confine(*fs, &lookup);
	return r;
}
