// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsopen(2) and fsmount(2), which make a mount that is attached nowhere; glibc has them since 2.36.
 */
#include "host/base/partition.h"

#include <errno.h>
#include <linux/mount.h>
#include <stdio.h>
#include <sys/syscall.h>

#define ATTRIBUTES (MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)

static long configure(int context, unsigned int command, const char *key, const char *value)
{
	return syscall(SYS_fsconfig, context, command, key, value, 0);
}

/* A descriptor or negative errno. */
static int mount_detached(const char *device)
{
	cleanup_close int context = (int)syscall(SYS_fsopen, "vfat", FSOPEN_CLOEXEC);
	long fd;

	if (context < 0 || configure(context, FSCONFIG_SET_STRING, "source", device) ||
	    configure(context, FSCONFIG_SET_FLAG, "ro", NULL) ||
	    configure(context, FSCONFIG_CMD_CREATE, NULL, NULL))
		return -errno;
	fd = syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, ATTRIBUTES);
	return fd < 0 ? -errno : (int)fd;
}

int partition_open(const char *device, struct fs **fs)
{
	cleanup_close int fd = mount_detached(device);
	char path[64];

	if (fd < 0)
		return fd;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return fs_open(path, fs);
}
