// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsopen(2) and fsmount(2), which make a mount that is attached nowhere.
 */
#include "host/base/partition.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>

#define ATTRIBUTES (MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)

/* A descriptor or negative errno. */
static int mount_detached(const char *device)
{
	cleanup_close int context = fsopen("vfat", FSOPEN_CLOEXEC);
	int fd;

	if (context < 0 || fsconfig(context, FSCONFIG_SET_STRING, "source", device, 0) ||
	    fsconfig(context, FSCONFIG_SET_FLAG, "ro", NULL, 0) ||
	    fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return -errno;
	fd = fsmount(context, FSMOUNT_CLOEXEC, ATTRIBUTES);
	return fd < 0 ? -errno : fd;
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
