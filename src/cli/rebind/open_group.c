// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Relied on: a group is opened once, by its own file or by those of its functions, and opening it
 * again is EBUSY (drivers/vfio/group.c, vfio_group_fops_open()). A kernel without CONFIG_VFIO_GROUP
 * has only the files of the functions, named after their vfio-dev/ in sysfs, and then the open
 * files of processes show it.
 */
#include "cli/rebind/open_group.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DEV "dev/vfio/"
#define NAME_SIZE 64

struct query {
	struct fs *fs;
	const struct pci_devices *devices;
	int group;
};

static bool is_busy(struct fs *fs, const char *format, int group)
{
	char path[FS_PATH_SIZE];
	int fd = fs_path(path, format, group);

	if (!fd)
		fd = fs_open_file(fs, path); /* not a regular file: no descriptor is left open */
	if (fd >= 0)
		close(fd);
	return fd == -EBUSY;
}

/* Whether name is the vfio-dev of the function: "vfio3". */
static bool is_file_of(struct fs *fs, const struct pci_device *device, const char *name)
{
	char address[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];

	pci_address_format(&device->address, address);
	return !fs_path(path, "sys/bus/pci/devices/%s/vfio-dev/%s", address, name) &&
	       fs_exists(fs, path);
}

/* Whether target, of a link in /proc/PID/fd, is a file of the group. */
static bool is_of_group(const struct query *query, const char *target)
{
	static const char groups[] = "/" DEV, functions[] = "/" DEV "devices/";
	char number[FS_PATH_SIZE];
	size_t i;

	if (strncmp(target, groups, strlen(groups)) != 0)
		return false;
	if (!fs_path(number, "%d", query->group) && !strcmp(target + strlen(groups), number))
		return true;
	if (strncmp(target, functions, strlen(functions)) != 0 ||
	    strchr(target + strlen(functions), '/'))
		return false;
	for (i = 0; i < query->devices->count; i++)
		if (query->devices->list[i].group == query->group &&
		    is_file_of(query->fs, &query->devices->list[i], target + strlen(functions)))
			return true;
	return false;
}

static bool has_open(const struct query *query, const char *process)
{
	char directory[FS_PATH_SIZE], path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	char **names = NULL;
	size_t count = 0, i;
	bool found = false;

	/* a process that has ended has nothing open */
	if (fs_path(directory, "proc/%s/fd", process) ||
	    fs_list(query->fs, directory, &names, &count))
		return false;
	for (i = 0; !found && i < count; i++)
		found = !fs_path(path, "%s/%s", directory, names[i]) &&
			!fs_read_link(query->fs, path, target, sizeof(target)) &&
			is_of_group(query, target);
	fs_free_names(names, count);
	return found;
}

static void describe(struct fs *fs, const char *process, struct text *who)
{
	char path[FS_PATH_SIZE], name[NAME_SIZE];

	text_printf(who, "process %s", process);
	if (!fs_path(path, "proc/%s/comm", process) &&
	    !fs_read_attribute(fs, path, name, sizeof(name)))
		text_printf(who, " (%s)", name);
}

static bool find_process(const struct query *query, struct text *who)
{
	char **names = NULL;
	size_t count = 0, i;
	bool found = false;

	if (fs_list(query->fs, "proc", &names, &count))
		return false;
	for (i = 0; !found && i < count; i++) {
		if (strspn(names[i], "0123456789") != strlen(names[i]) ||
		    !has_open(query, names[i]))
			continue;
		describe(query->fs, names[i], who);
		found = true;
	}
	fs_free_names(names, count);
	return found;
}

bool group_is_open(struct fs *fs, const struct pci_devices *devices, int group, struct text *who)
{
	const struct query query = { fs, devices, group };
	bool busy;

	if (group < 0)
		return false;
	busy = is_busy(fs, DEV "%d", group) || is_busy(fs, DEV "noiommu-%d", group);
	return find_process(&query, who) || busy;
}
