// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names below /dev.
 */
#include "host/needs/block_name.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#define BLOCK "sys/class/block"
#define NAME_SIZE 256

/* The block device with this name in device-mapper. */
static int find_mapped(struct fs *fs, const char *wanted, char out[FS_PATH_SIZE])
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, BLOCK, &names, &count), found = -ENOENT;

	for (i = 0; !r && found && i < count; i++) {
		char path[FS_PATH_SIZE], name[NAME_SIZE];

		r = fs_path(path, BLOCK "/%s/dm/name", names[i]);
		if (!r)
			r = fs_read_attribute(fs, path, name, sizeof(name));
		if (!r && !strcmp(name, wanted))
			found = fs_path(out, BLOCK "/%s", names[i]);
		if (r == -ENOENT) /* not device-mapper's */
			r = 0;
	}
	fs_free_names(names, count);
	return r ? r : found;
}

/* The kernel's name of a device, in which sysfs has '!' for '/'. */
static int find_named(struct fs *fs, const char *name, char out[FS_PATH_SIZE])
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	char *slash = path + strlen(BLOCK) + 1;
	int r = fs_path(path, BLOCK "/%s", name);

	if (r)
		return r;
	while ((slash = strchr(slash, '/')))
		*slash = '!';
	r = fs_read_link(fs, path, target, sizeof(target));
	if (!r)
		memcpy(out, path, FS_PATH_SIZE);
	return r;
}

/* A device node of the running system. */
static int find_node(struct fs *fs, const char *name, char out[FS_PATH_SIZE])
{
	char path[FS_PATH_SIZE];
	struct stat st;
	int r = fs_path(path, "dev/%s", name);

	if (!r)
		r = fs_stat(fs, path, &st);
	if (r)
		return r;
	if (!S_ISBLK(st.st_mode))
		return -ENOENT;
	return fs_path(out, "sys/dev/block/%u:%u", major(st.st_rdev), minor(st.st_rdev));
}

int block_name_find(struct fs *fs, const char *name, char path[FS_PATH_SIZE])
{
	static const char mapper[] = "mapper/";
	int r = strstr(name, "..") ? -ENOENT : find_named(fs, name, path);

	if (r == -ENOENT && !strncmp(name, mapper, strlen(mapper)))
		r = find_mapped(fs, name + strlen(mapper), path);
	if (r == -ENOENT)
		r = find_node(fs, name, path);
	return r;
}
