/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shared code reads and writes every file through this, below one root: "/" on a running
 * system, another directory for a captured machine. Paths have no leading '/'. The tests replace
 * this file with a kernel in memory.
 */
#ifndef VFIO_PREBIND_FS_H
#define VFIO_PREBIND_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/util.h"

/* The longest path, with its NUL; a longer one gives -ENAMETOOLONG. */
#define FS_PATH_SIZE 512

struct fs;
struct stat;

/*
 * root is the name of a directory. 0 and *fs, owned by the caller, fs_close(); or negative errno.
 */
must_check int fs_open(const char *root, struct fs **fs);
void fs_close(struct fs *fs);

/*
 * How to look up paths below a root in which links may lead anywhere, instead of openat(2),
 * readlinkat(2) and fstatat(2): each returns what those do, or negative errno. The host command has
 * such roots (src/host/base/sysroot.h), the boot program never.
 */
struct fs_lookup {
	int (*open)(int root, const char *path, int flags);
	ssize_t (*read_link)(int root, const char *path, char *out, size_t size);
	int (*stat)(int root, const char *path, struct stat *out);
};

void fs_confine(struct fs *fs, const struct fs_lookup *lookup);

/* The descriptor of the root, for callers that check each name of a path; owned by fs. */
int fs_root(struct fs *fs);

/*
 * Reads a whole file of at most max bytes. 0 and *data (owned by the caller, NUL-terminated, may
 * contain NUL bytes) with *length; -EFBIG when it is longer; -EISDIR and -EOPNOTSUPP when it is not
 * a regular file; negative errno.
 */
must_check int fs_read(struct fs *fs, const char *path, size_t max, char **data, size_t *length);

/* The same for an open file, from its current position. */
must_check int fs_read_descriptor(int fd, size_t max, char **data, size_t *length);

/*
 * Reads a sysfs attribute: one line, without its newline. 0; -EMSGSIZE when it does not fit into
 * size bytes with its NUL; -EINVAL when it holds a NUL byte; negative errno.
 */
must_check int fs_read_attribute(struct fs *fs, const char *path, char *out, size_t size);

/* Reads size bytes of a file from offset on. 0; -ENODATA when it has fewer; negative errno. */
must_check int fs_read_at(struct fs *fs, const char *path, unsigned int offset, void *out,
			  size_t size);

/* Reads the target of a symbolic link. 0; -EMSGSIZE when it does not fit; negative errno. */
must_check int fs_read_link(struct fs *fs, const char *path, char *out, size_t size);

/*
 * Lists the names in a directory in byte order, without "." and "..". 0 and *names (each and the
 * array owned by the caller; fs_free_names()) with *count; negative errno.
 */
must_check int fs_list(struct fs *fs, const char *path, char ***names, size_t *count);

/* The same for an open directory; closes it in any case. */
must_check int fs_list_descriptor(int fd, char ***names, size_t *count);
void fs_free_names(char **names, size_t count);

bool fs_exists(struct fs *fs, const char *path);

/* Whether the root is in memory (ramfs, tmpfs), as in an initramfs. */
bool fs_is_in_memory(struct fs *fs);

/* stat(2); symbolic links are followed. 0 or negative errno. */
must_check int fs_stat(struct fs *fs, const char *path, struct stat *out);

/*
 * Opens a regular file to be read in pieces: a descriptor owned by the caller, or negative errno.
 */
must_check int fs_open_file(struct fs *fs, const char *path);

/*
 * Writes text to an existing file with one write(2), as sysfs requires. 0; -EIO when the write was
 * short; negative errno, which for sysfs comes from the attribute's handler.
 */
must_check int fs_write(struct fs *fs, const char *path, const char *text);

/*
 * Writes all of data to the descriptor, with as many calls as it takes. 0, -EIO or negative errno.
 */
must_check int fs_write_all(int fd, const char *data, size_t length);

/*
 * Replaces a file with one of this mode, in a directory that is created with mode 0755 if needed.
 * The new file is renamed over the old one, so that no reader sees half of it. 0 or negative errno.
 */
must_check int fs_replace(struct fs *fs, const char *directory, const char *name, mode_t mode,
			  const char *data, size_t length);

/* Removes a file. 0 or negative errno. */
must_check int fs_remove(struct fs *fs, const char *path);

/*
 * Opens a block device as its only user and closes it again. 0; -EBUSY when it, or a part of it, is
 * mounted, swap or below another block device (block/bdev.c, bd_may_claim()); negative errno.
 */
must_check int fs_try_exclusive(struct fs *fs, const char *path);

/* printf into a path of FS_PATH_SIZE bytes. 0 or -ENAMETOOLONG. */
must_check format_like(2, 3) int fs_path(char out[FS_PATH_SIZE], const char *format, ...);

#endif
