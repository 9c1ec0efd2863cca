// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files below a root descriptor. Knows nothing of PCI.
 */
#include "kernel/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "core/sort.h"

#define READ_CHUNK 4096

/* include/uapi/linux/magic.h, which not every C library comes with. */
#define RAMFS_TYPE 0x858458f6U
#define TMPFS_TYPE 0x01021994U

struct fs {
	int root;
	const struct fs_lookup *lookup; /* NULL: system calls */
};

int fs_open(const char *root, struct fs **fs)
{
	struct fs *result = calloc(1, sizeof(*result));

	if (!result)
		return -ENOMEM;
	result->root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (result->root < 0) {
		free(result);
		return -errno;
	}
	*fs = result;
	return 0;
}

void fs_close(struct fs *fs)
{
	if (!fs)
		return;
	close(fs->root);
	free(fs);
}

int fs_root(struct fs *fs)
{
	return fs->root;
}

void fs_confine(struct fs *fs, const struct fs_lookup *lookup)
{
	fs->lookup = lookup;
}

static int open_below(struct fs *fs, const char *path, int flags)
{
	int fd;

	flags |= O_CLOEXEC | O_NOCTTY;
	if (fs->lookup)
		return fs->lookup->open(fs->root, path, flags);
	fd = openat(fs->root, path, flags, 0);
	return fd < 0 ? -errno : fd;
}

static ssize_t read_retry(int fd, char *data, size_t size)
{
	ssize_t n;

	do
		n = read(fd, data, size);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

/* Reads to the end, or one byte beyond max, to detect a longer file. */
static int read_all(int fd, size_t max, char **data, size_t *length)
{
	cleanup_free char *buffer = NULL;
	size_t used = 0, room = 0;
	ssize_t n;

	do {
		if (used == room) {
			char *larger = realloc(buffer, 2 * room + READ_CHUNK + 1);

			if (!larger)
				return -ENOMEM;
			buffer = larger;
			room = 2 * room + READ_CHUNK;
		}
		n = read_retry(fd, buffer + used, room - used);
		if (n < 0)
			return (int)n;
		used += (size_t)n;
		if (used > max)
			return -EFBIG;
	} while (n > 0);
	buffer[used] = '\0';
	*data = buffer;
	*length = used;
	buffer = NULL;
	return 0;
}

static int check_regular(int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	if (S_ISDIR(st.st_mode))
		return -EISDIR;
	return S_ISREG(st.st_mode) ? 0 : -EOPNOTSUPP;
}

int fs_open_file(struct fs *fs, const char *path)
{
	int fd = open_below(fs, path, O_RDONLY | O_NONBLOCK);
	int r = fd < 0 ? 0 : check_regular(fd);

	if (!r)
		return fd;
	close(fd);
	return r;
}

int fs_read(struct fs *fs, const char *path, size_t max, char **data, size_t *length)
{
	cleanup_close int fd = fs_open_file(fs, path);

	return fd < 0 ? fd : read_all(fd, max, data, length);
}

int fs_read_descriptor(int fd, size_t max, char **data, size_t *length)
{
	int r = check_regular(fd);

	return r ? r : read_all(fd, max, data, length);
}

int fs_read_at(struct fs *fs, const char *path, unsigned int offset, void *out, size_t size)
{
	cleanup_close int fd = open_below(fs, path, O_RDONLY | O_NONBLOCK);
	ssize_t n;

	if (fd < 0)
		return fd;
	do
		n = pread(fd, out, size, offset);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	return (size_t)n < size ? -ENODATA : 0;
}

int fs_read_attribute(struct fs *fs, const char *path, char *out, size_t size)
{
	cleanup_close int fd = open_below(fs, path, O_RDONLY | O_NONBLOCK);
	size_t used = 0;
	ssize_t n;

	if (fd < 0)
		return fd;
	do {
		n = read_retry(fd, out + used, size - used);
		if (n < 0)
			return (int)n;
		used += (size_t)n;
	} while (n > 0 && used < size && out[used - 1] != '\n');
	if (memchr(out, '\0', used))
		return -EINVAL;
	if (used && out[used - 1] == '\n')
		used--;
	if (used == size)
		return -EMSGSIZE;
	out[used] = '\0';
	return 0;
}

int fs_read_link(struct fs *fs, const char *path, char *out, size_t size)
{
	ssize_t n;

	if (fs->lookup)
		n = fs->lookup->read_link(fs->root, path, out, size);
	else if ((n = readlinkat(fs->root, path, out, size)) < 0)
		n = -errno;
	if (n < 0)
		return (int)n;
	if ((size_t)n >= size)
		return -EMSGSIZE;
	out[n] = '\0';
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

void fs_free_names(char **names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

static int collect_names(DIR *directory, char ***names, size_t *count)
{
	struct dirent *entry;
	size_t room = 0;

	while ((errno = 0, entry = readdir(directory))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (*count == room) {
			char **larger = realloc(*names, (2 * room + 64) * sizeof(*larger));

			if (!larger)
				return -ENOMEM;
			*names = larger;
			room = 2 * room + 64;
		}
		(*names)[*count] = strdup(entry->d_name);
		if (!(*names)[*count])
			return -ENOMEM;
		(*count)++;
	}
	return -errno;
}

int fs_list_descriptor(int fd, char ***names, size_t *count)
{
	DIR *directory = fdopendir(fd);
	char **list = NULL;
	size_t n = 0;
	int r;

	if (!directory) {
		r = -errno;
		close(fd);
		return r;
	}
	r = collect_names(directory, &list, &n);
	closedir(directory);
	if (!r)
		r = sort_pointers((const void **)list, n, compare_names);
	if (r) {
		fs_free_names(list, n);
		return r;
	}
	*names = list;
	*count = n;
	return 0;
}

int fs_list(struct fs *fs, const char *path, char ***names, size_t *count)
{
	int fd = open_below(fs, path, O_RDONLY | O_DIRECTORY);

	return fd < 0 ? fd : fs_list_descriptor(fd, names, count);
}

bool fs_exists(struct fs *fs, const char *path)
{
	struct stat ignored;

	if (fs->lookup)
		return !fs->lookup->stat(fs->root, path, &ignored);
	return !faccessat(fs->root, path, F_OK, 0);
}

bool fs_is_in_memory(struct fs *fs)
{
	struct statfs st;
	uint32_t type;

	if (fstatfs(fs->root, &st))
		return false;
	type = (uint32_t)st.f_type;
	return type == RAMFS_TYPE || type == TMPFS_TYPE;
}

int fs_stat(struct fs *fs, const char *path, struct stat *out)
{
	if (fs->lookup)
		return fs->lookup->stat(fs->root, path, out);
	return fstatat(fs->root, path, out, 0) ? -errno : 0;
}

int fs_write(struct fs *fs, const char *path, const char *text)
{
	cleanup_close int fd = open_below(fs, path, O_WRONLY);
	size_t length = strlen(text);
	ssize_t n;

	if (fd < 0)
		return fd;
	do
		n = write(fd, text, length);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	return (size_t)n == length ? 0 : -EIO;
}

int fs_write_all(int fd, const char *data, size_t length)
{
	while (length) {
		ssize_t n = write(fd, data, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EIO;
		data += n;
		length -= (size_t)n;
	}
	return 0;
}

int fs_replace(struct fs *fs, const char *directory, const char *name, mode_t mode,
	       const char *data, size_t length)
{
	char temporary[FS_PATH_SIZE];
	cleanup_close int dir = -1;
	cleanup_close int fd = -1;
	bool is_new;
	int r = fs_path(temporary, ".%s.new", name);

	if (r)
		return r;
	is_new = !mkdirat(fs->root, directory, 0755);
	if (!is_new && errno != EEXIST)
		return -errno;
	dir = openat(fs->root, directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
	if (dir < 0 || (is_new && fchmod(dir, 0755))) /* whatever the umask is */
		return -errno;
	if (unlinkat(dir, temporary, 0) && errno != ENOENT)
		return -errno;
	fd = openat(dir, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0)
		return -errno;
	r = fs_write_all(fd, data, length);
	if (!r && fchmod(fd, mode))
		r = -errno;
	if (!r && renameat(dir, temporary, dir, name))
		r = -errno;
	if (r)
		(void)unlinkat(dir, temporary, 0); /* r has the error already */
	return r;
}

int fs_remove(struct fs *fs, const char *path)
{
	return unlinkat(fs->root, path, 0) ? -errno : 0;
}

int fs_try_exclusive(struct fs *fs, const char *path)
{
	cleanup_close int fd = open_below(fs, path, O_RDONLY | O_EXCL | O_NONBLOCK);

	return fd < 0 ? fd : 0;
}

int fs_path(char out[FS_PATH_SIZE], const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(out, FS_PATH_SIZE, format, args);
	va_end(args);
	return length < 0 || length >= FS_PATH_SIZE ? -ENAMETOOLONG : 0;
}
