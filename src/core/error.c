// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The errors of files, sysfs and module loading.
 */
#include "core/error.h"

#include <errno.h>
#include <stddef.h>

#include "core/util.h"

static const struct {
	int error;
	const char *text;
} errors[] = {
	{ EPERM, "operation not permitted (EPERM)" },
	{ ENOENT, "no such file or directory (ENOENT)" },
	{ EINTR, "interrupted (EINTR)" },
	{ EIO, "input/output error (EIO)" },
	{ ENXIO, "no such device or address (ENXIO)" },
	{ E2BIG, "too many entries (E2BIG)" },
	{ ENOEXEC, "not a module for this kernel (ENOEXEC)" },
	{ ECHILD, "modprobe failed (ECHILD)" },
	{ EAGAIN, "temporarily unavailable (EAGAIN)" },
	{ ENOMEM, "out of memory (ENOMEM)" },
	{ EACCES, "permission denied (EACCES)" },
	{ EBUSY, "device or resource busy (EBUSY)" },
	{ EEXIST, "already exists (EEXIST)" },
	{ ENODEV, "no such device (ENODEV)" },
	{ ENOTDIR, "not a directory (ENOTDIR)" },
	{ EISDIR, "is a directory (EISDIR)" },
	{ EINVAL, "invalid argument or content (EINVAL)" },
	{ EFBIG, "file too large (EFBIG)" },
	{ ENOSPC, "no space left (ENOSPC)" },
	{ EROFS, "read-only file system (EROFS)" },
	{ ENAMETOOLONG, "name too long (ENAMETOOLONG)" },
	{ ENOSYS, "not supported by this kernel (ENOSYS)" },
	{ ELOOP, "too many symbolic links (ELOOP)" },
	{ EMSGSIZE, "text too long (EMSGSIZE)" },
	{ EBADMSG, "damaged content (EBADMSG)" },
	{ EOPNOTSUPP, "operation not supported (EOPNOTSUPP)" },
	{ ECANCELED, "crashed (ECANCELED)" },
	{ ETIMEDOUT, "timed out (ETIMEDOUT)" },
	{ ENOKEY, "the kernel has no key for the module's signature (ENOKEY)" },
	{ EKEYREJECTED, "the kernel rejected the module's signature (EKEYREJECTED)" },
};

const char *error_text(int error)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errors); i++)
		if (errors[i].error == error || errors[i].error == -error)
			return errors[i].text;
	return "unexpected error";
}
