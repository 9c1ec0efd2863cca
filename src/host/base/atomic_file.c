// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Temporary file, fsync, rename, fsync of the directory.
 */
#include "host/base/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "kernel/fs.h"

#define NEW_MODE 0644
#define DIRECTORY_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

int enter_directory(int from, const char *name, bool make)
{
	bool is_new = make && !mkdirat(from, name, 0755);
	int fd, r;

	if (make && !is_new && errno != EEXIST)
		return -errno;
	fd = openat(from, name, DIRECTORY_FLAGS);
	/* whatever the umask is; and synced, as its content will be */
	if (fd < 0 || !is_new || (!fchmod(fd, 0755) && !fsync(from)))
		return fd < 0 ? -errno : fd;
	r = -errno;
	close(fd);
	return r;
}

/* Opens one name after another, since O_NOFOLLOW applies only to the last one. */
static int open_parent(const char *sysroot, const char *path, bool make, const char **name)
{
	int fd = open(sysroot, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const char *slash;

	if (fd < 0)
		return -errno;
	for (; (slash = strchr(path, '/')); path = slash + 1) {
		char part[FS_PATH_SIZE];
		int next = fs_path(part, "%.*s", (int)(slash - path), path);

		if (!next)
			next = enter_directory(fd, part, make);
		close(fd);
		if (next < 0)
			return next;
		fd = next;
	}
	*name = path;
	return fd;
}

/*
 * The owner first: changing it may clear mode bits. missing: owner and mode of a file that does not
 * exist.
 */
static int keep_owner_and_mode(int directory, const char *name, int fd, const struct stat *missing)
{
	struct stat old, new;

	if (fstatat(directory, name, &old, AT_SYMLINK_NOFOLLOW)) {
		if (errno != ENOENT)
			return -errno;
		if (!missing)
			return fchmod(fd, NEW_MODE) ? -errno : 0;
		old = *missing;
		old.st_mode = S_IFREG | (missing->st_mode & 07777);
	}
	if (S_ISLNK(old.st_mode))
		return -ELOOP;
	if (!S_ISREG(old.st_mode))
		return -EINVAL;
	if (fstat(fd, &new))
		return -errno;
	/* some filesystems refuse to change the owner even if it stays the same */
	if ((new.st_uid != old.st_uid || new.st_gid != old.st_gid) &&
	    fchown(fd, old.st_uid, old.st_gid))
		return -errno;
	return fchmod(fd, old.st_mode & 07777) ? -errno : 0;
}

static int write_new(int directory, const char *temporary, const char *name, const char *data,
		     size_t length, const struct stat *missing)
{
	cleanup_close int fd = -1;
	int r;

	/* left by a process that was killed: the caller holds the machine's lock */
	if (unlinkat(directory, temporary, 0) && errno != ENOENT)
		return -errno;
	fd = openat(directory, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		    0600);
	if (fd < 0)
		return -errno;
	r = fs_write_all(fd, data, length);
	if (!r)
		r = keep_owner_and_mode(directory, name, fd, missing);
	if (!r && fsync(fd))
		r = -errno;
	if (!r && renameat(directory, temporary, directory, name))
		r = -errno;
	if (r)
		(void)unlinkat(directory, temporary, 0); /* r has the error */
	return r;
}

static int replace_at(int directory, const char *name, const char *data, size_t length,
		      const struct stat *missing)
{
	char temporary[FS_PATH_SIZE];
	int r = fs_path(temporary, ".%s.new", name);

	if (!r)
		r = write_new(directory, temporary, name, data, length, missing);
	if (!r && fsync(directory))
		r = -errno;
	return r;
}

int replace_file_at(int directory, const char *name, const char *data, size_t length)
{
	return replace_at(directory, name, data, length, NULL);
}

int restore_file(const char *sysroot, const char *path, const char *data, size_t length,
		 const struct stat *owner)
{
	const char *name;
	cleanup_close int directory = open_parent(sysroot, path, true, &name);

	return directory < 0 ? directory : replace_at(directory, name, data, length, owner);
}

int replace_file(const char *sysroot, const char *path, const char *data, size_t length)
{
	return restore_file(sysroot, path, data, length, NULL);
}

static bool is_link_to(int directory, const char *name, const char *target)
{
	char found[FS_PATH_SIZE];
	ssize_t length = readlinkat(directory, name, found, sizeof(found));

	return length == (ssize_t)strlen(target) && !memcmp(found, target, (size_t)length);
}

int make_link(const char *sysroot, const char *path, const char *target)
{
	const char *name;
	cleanup_close int directory = open_parent(sysroot, path, true, &name);

	if (directory < 0)
		return directory;
	if (symlinkat(target, directory, name)) {
		int r = -errno;

		return r == -EEXIST && is_link_to(directory, name, target) ? 0 : r;
	}
	return fsync(directory) ? -errno : 0;
}

int remove_file(const char *sysroot, const char *path)
{
	const char *name;
	cleanup_close int directory = open_parent(sysroot, path, false, &name);

	if (directory < 0)
		return directory == -ENOENT ? 0 : directory;
	if (unlinkat(directory, name, 0))
		return errno == ENOENT ? 0 : -errno;
	return fsync(directory) ? -errno : 0;
}
