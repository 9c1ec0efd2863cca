// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares the time of an image's last change with that of each file and directory that goes into
 * it. The change time, not the modification time: a package installs files with their old
 * modification time.
 */
#include "host/image/fresh.h"

#include <sys/auxv.h>
#include <sys/stat.h>

/* Each with what is in it, if it is a directory; %s is the release of the kernel. */
static const char *const sources[] = {
	"etc/modprobe.d",
	"run/modprobe.d",
	"usr/lib/modprobe.d",
	"lib/modprobe.d",
	"etc/modules",
	"etc/modules-load.d",
	"etc/initramfs-tools",
	"etc/initramfs-tools/conf.d",
	"etc/initramfs-tools/hooks",
	"etc/initramfs-tools/scripts/init-top",
	"etc/initramfs-tools/scripts/init-premount",
	"etc/dracut.conf",
	"etc/dracut.conf.d",
	"lib/modules/%s/modules.dep",
};

static bool is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* Whether it exists and was changed since. */
static bool is_newer(struct fs *fs, const char *path, const struct timespec *than)
{
	struct stat st;

	return !fs_stat(fs, path, &st) && !is_before(&st.st_ctim, than);
}

static bool has_newer(struct fs *fs, const char *directory, const struct timespec *than)
{
	char path[FS_PATH_SIZE], **names = NULL;
	size_t count = 0, i;
	bool found = false;

	if (fs_list(fs, directory, &names, &count))
		return false;
	for (i = 0; !found && i < count; i++)
		found = !fs_path(path, "%s/%s", directory, names[i]) && is_newer(fs, path, than);
	fs_free_names(names, count);
	return found;
}

/* This program, and with it the boot program, which is installed together with it. */
static int stat_program(struct stat *out)
{
	const char *path = (const char *)(uintptr_t)getauxval(AT_EXECFN);

	return path ? stat(path, out) : -1;
}

bool image_is_fresh(struct fs *fs, const struct image *image)
{
	char path[FS_PATH_SIZE];
	struct stat file, program;
	size_t i;

	if (!image->path || fs_stat(fs, image->path, &file) || stat_program(&program) ||
	    !is_before(&program.st_ctim, &file.st_mtim))
		return false;
	for (i = 0; i < ARRAY_SIZE(sources); i++)
		if (fs_path(path, sources[i], image->kernel) || is_newer(fs, path, &file.st_mtim) ||
		    has_newer(fs, path, &file.st_mtim))
			return false;
	return true;
}
