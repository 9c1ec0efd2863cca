// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for the signs of another machine: those of containers as systemd-detect-virt(1) knows them.
 */
#include "host/base/home.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/util.h"

#define ENVIRONMENT "proc/1/environ"
#define ENVIRONMENT_MAX ((size_t)2 * 1024 * 1024)
#define FIRST_ROOT "proc/1/root"
#define MACHINE_ID "etc/machine-id"
#define MACHINE_ID_MAX ((size_t)64)

static const char container[] = "this is a container";

/* Whether the first process was started with "container=...". 0 or -ENOMEM. */
static int find_variable(struct fs *fs, struct home *home)
{
	static const char name[] = "container=";
	cleanup_free char *text = NULL;
	size_t length = 0, i;
	int r = fs_read(fs, ENVIRONMENT, ENVIRONMENT_MAX, &text, &length);

	if (r)
		return r == -ENOMEM ? r : 0;
	for (i = 0; i < length; i += strlen(text + i) + 1)
		if (!strncmp(text + i, name, strlen(name)))
			*home = (struct home){ HOME_CONTAINER, ENVIRONMENT, container };
	return 0;
}

static int find_container(struct fs *fs, struct home *home)
{
	static const char *const marks[] = { "run/systemd/container", "run/.containerenv",
					     ".dockerenv" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(marks); i++) {
		if (!fs_exists(fs, marks[i]))
			continue;
		*home = (struct home){ HOME_CONTAINER, marks[i], container };
		return 0;
	}
	return find_variable(fs, home);
}

/* Without the right to look at the first process nothing is reported. */
static void find_chroot(struct fs *fs, struct home *home)
{
	struct stat first, own;

	if (fs_stat(fs, FIRST_ROOT, &first) || fs_stat(fs, ".", &own) ||
	    (first.st_dev == own.st_dev && first.st_ino == own.st_ino))
		return;
	*home = (struct home){ HOME_CHROOT, FIRST_ROOT, "this is a chroot" };
}

static int check_id(struct fs *fs, struct home *home)
{
	cleanup_free char *text = NULL;
	size_t length = 0;
	int r = fs_read(fs, MACHINE_ID, MACHINE_ID_MAX, &text, &length);

	if (r == -ENOMEM)
		return r;
	if (r == -ENOENT)
		*home = (struct home){ HOME_NO_ID, MACHINE_ID, "this file is missing" };
	else if (!r && (!length || text[0] == '\n'))
		*home = (struct home){ HOME_NO_ID, MACHINE_ID, "this file is empty" };
	else if (!r && !strncmp(text, "uninitialized", strlen("uninitialized")))
		*home = (struct home){ HOME_NO_ID, MACHINE_ID, "this file is uninitialized" };
	return 0;
}

int home_find(struct fs *fs, bool is_captured, struct home *home)
{
	int r;

	*home = (struct home){ HOME_HERE, NULL, NULL };
	r = find_container(fs, home);
	if (!r && !home->file && !is_captured)
		find_chroot(fs, home);
	return r || home->file ? r : check_id(fs, home);
}
