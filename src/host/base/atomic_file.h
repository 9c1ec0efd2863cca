/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes system files so that each is the old or the new one whenever the program is killed, and
 * never through a symbolic link.
 */
#ifndef VFIO_PREBIND_BASE_ATOMIC_FILE_H
#define VFIO_PREBIND_BASE_ATOMIC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "core/util.h"

/*
 * Puts data into the file at path below sysroot: a new file in the same directory, synced before it
 * is renamed over the old one. Mode and owner stay; a new file has mode 0644, and missing
 * directories are created with 0755. 0; -ELOOP or -ENOTDIR when a part of path is a symbolic link;
 * -EINVAL when it is not a regular file; negative errno, and then the file is unchanged.
 */
must_check int replace_file(const char *sysroot, const char *path, const char *data, size_t length);

/* The same, with the mode and owner of *owner if the file does not exist. */
must_check int restore_file(const char *sysroot, const char *path, const char *data, size_t length,
			    const struct stat *owner);

/* replace_file() for a file in an open directory. */
must_check int replace_file_at(int directory, const char *name, const char *data, size_t length);

/*
 * Makes path a symbolic link to target. 0, also when it is that already; -EEXIST when it is
 * something else; negative errno as above.
 */
must_check int make_link(const char *sysroot, const char *path, const char *target);

/* Removes the file. 0, also if it does not exist; negative errno as above. */
must_check int remove_file(const char *sysroot, const char *path);

/*
 * Opens a directory below the descriptor from; with make, creates it with mode 0755 if needed. A
 * descriptor; -ELOOP or -ENOTDIR when it is a symbolic link; negative errno.
 */
must_check int enter_directory(int from, const char *name, bool make);

#endif
