/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes files of the system so that they are the old or the new ones whenever it is killed, and
 * never through a symbolic link.
 */
#ifndef VFIO_PREBIND_BASE_ATOMIC_FILE_H
#define VFIO_PREBIND_BASE_ATOMIC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "core/util.h"

/*
 * Puts data into the file at path below sysroot: a new file beside it, on the disk before it takes
 * the name. Mode and owner stay; a new file has 0644, and directories that are missing are made
 * with 0755. 0; -ELOOP or -ENOTDIR when a part of path is a symbolic link; -EINVAL when it
 * is no regular file; negative errno, and the file is what it was.
 */
must_check int replace_file(const char *sysroot, const char *path, const char *data, size_t length);

/* The same, with the mode and owner of *owner for a file that is missing. */
must_check int restore_file(const char *sysroot, const char *path, const char *data, size_t length,
			    const struct stat *owner);

/* replace_file() for a file in the directory that is open. */
must_check int replace_file_at(int directory, const char *name, const char *data, size_t length);

/* Takes the file away. 0, also when there is none; negative errno as above. */
must_check int remove_file(const char *sysroot, const char *path);

/*
 * A directory in the one that from is a descriptor of, when make is set a new one of mode 0755 if
 * there is none. A descriptor; -ELOOP or -ENOTDIR when it is a symbolic link; negative errno.
 */
must_check int enter_directory(int from, const char *name, bool make);

#endif
