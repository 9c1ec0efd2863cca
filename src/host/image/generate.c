// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs update-initramfs and dracut.
 */
#include "host/image/generate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "host/base/spawn.h"

/* Beside the image, so that it can be renamed; hidden, so that no boot loader shows it. */
#define NEW_NAME ".vfio-prebind-new.img"

/* Where packages put what copies an image that was built, by Debian's policy for initramfs-tools.
 */
#define HOOKS "etc/initramfs/post-update.d"

static void run_generator(const char *const argv[], const char *variable, struct text *problem)
{
	int r = run_program_with(argv, variable);

	if (r < 0)
		text_printf(problem, "%s cannot be run: %s", argv[0], error_text(r));
	else if (r > 128)
		text_printf(problem, "%s was killed by signal %d", argv[0], r - 128);
	else if (r)
		text_printf(problem, "%s ended with status %d", argv[0], r);
}

static int sync_image(int directory, const char *name)
{
	cleanup_close int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	return fd < 0 || fsync(fd) ? -errno : 0;
}

static int split_path(const char *path, char directory[FS_PATH_SIZE], const char **name)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return -EINVAL;
	*name = slash + 1;
	return fs_path(directory, "/%.*s", (int)(slash - path), path);
}

/*
 * Opens the directory of an image, without what a killed apply has left: the caller has the lock of
 * the machine. A descriptor or negative errno; *name is the image's there.
 */
static int find_directory(const char *path, char directory[FS_PATH_SIZE], const char **name)
{
	int r = split_path(path, directory, name), fd;

	if (r)
		return r;
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (!unlinkat(fd, NEW_NAME, 0) || errno == ENOENT)
		return fd;
	r = -errno;
	close(fd);
	return r;
}

/* It renames by itself; what is verified now must be there after a power loss, too. */
static void update_initramfs(const struct image *file, struct text *problem)
{
	const char *argv[] = { "update-initramfs", "-u", "-k", file->kernel, NULL };
	char directory[FS_PATH_SIZE];
	const char *name;
	cleanup_close int fd = find_directory(file->path, directory, &name);
	int r = fd < 0 ? fd : 0;

	if (!r) {
		run_generator(argv, NULL, problem);
		if (!problem->length)
			r = sync_image(fd, name);
		if (r == -ELOOP) /* a link to elsewhere is its own affair */
			r = 0;
		if (!r && fsync(fd))
			r = -errno;
	}
	if (r)
		text_printf(problem, "cannot write it to disk: %s", error_text(r));
}

/* Its content must be on the disk before its name is. */
static int put_in_place(int directory, const char *name)
{
	int r = sync_image(directory, NEW_NAME);

	if (!r && (renameat(directory, NEW_NAME, directory, name) || fsync(directory)))
		r = -errno;
	return r;
}

static void verify_new(struct fs *fs, const struct image *new, const struct claim *claim,
		       struct text *problem)
{
	struct verification made;
	int r = image_verify(fs, new, claim, &made);

	if (r)
		text_printf(problem, "cannot verify the image that dracut built: %s",
			    error_text(r));
	else if (made.problem.length)
		text_printf(problem, "the image that dracut built %s", text_string(&made.problem));
	if (!r)
		verification_free(&made);
}

bool image_has_hooks(struct fs *fs)
{
	return fs_exists(fs, HOOKS) && run_has(fs, "run-parts");
}

static void run_hooks(const struct image *file, struct text *problem)
{
	char kernel[FS_PATH_SIZE], path[FS_PATH_SIZE];
	const char *argv[] = { "run-parts", kernel, path, "/" HOOKS, NULL };
	int r = fs_path(kernel, "--arg=%s", file->kernel);

	if (!r)
		r = fs_path(path, "--arg=/%s", file->path);
	if (r)
		text_printf(problem, "cannot run the hooks in /" HOOKS ": %s", error_text(r));
	else
		run_generator(argv, NULL, problem);
	if (!r && problem->length)
		text_puts(problem, " for the hooks in /" HOOKS);
}

/*
 * /boot/initramfs-6.1.0.img may be a link; what it points to is somebody else's choice. Debian's
 * dracut 106 would hand the new file to hooks under its temporary name, before it was verified.
 */
static void dracut(struct fs *fs, const struct image *file, const struct claim *claim,
		   struct text *problem)
{
	char directory[FS_PATH_SIZE], path[FS_PATH_SIZE];
	const char *argv[] = { "dracut", "--quiet", "--force", "--kver", file->kernel, path, NULL };
	struct image new = { file->kernel, path + 1 };
	const char *name;
	cleanup_close int fd = find_directory(file->path, directory, &name);
	int r = fd < 0 ? fd : fs_path(path, "%s/" NEW_NAME, directory);

	if (!r) {
		run_generator(argv, "NO_POST_UPDATE_HOOKS=1", problem);
		if (!problem->length)
			verify_new(fs, &new, claim, problem);
		if (!problem->length)
			r = put_in_place(fd, name);
		if (!problem->length && !r && image_has_hooks(fs))
			run_hooks(file, problem);
	}
	if (r)
		text_printf(problem, "cannot install the new image: %s", error_text(r));
	if (fd >= 0)
		(void)unlinkat(fd, NEW_NAME, 0); /* nothing is left of it when all went well */
}

/* Debian's name, for which Debian's dracut has an update-initramfs of its own since 107-2. */
static bool has_debian_name(const struct image *file)
{
	static const char prefix[] = "boot/initrd.img-";

	return file->path && !strncmp(file->path, prefix, strlen(prefix));
}

/* That of initramfs-tools, which comes with mkinitramfs, would replace what dracut made. */
static bool has_update_initramfs(struct fs *fs, enum image_generator generator)
{
	return run_has(fs, "update-initramfs") &&
	       (generator == GENERATOR_INITRAMFS_TOOLS || !run_has(fs, "mkinitramfs"));
}

/* "efi/TOKEN/KERNEL/initrd": beside the kernel that its boot entry starts. */
static bool is_with_entry(const struct image *file)
{
	static const char modules[] = "lib/modules/";
	const char *slash = strchr(file->path, '/');

	return slash && strchr(slash + 1, '/') &&
	       strncmp(file->path, modules, strlen(modules)) != 0;
}

enum image_way image_find_way(struct fs *fs, enum image_generator generator,
			      const struct image *file)
{
	if (generator == GENERATOR_UNKNOWN || !file->path)
		return WAY_NONE;
	if (has_debian_name(file) && has_update_initramfs(fs, generator))
		return WAY_UPDATE_INITRAMFS;
	if (is_with_entry(file))
		return WAY_COPY;
	return generator == GENERATOR_DRACUT ? WAY_DRACUT : WAY_UPDATE_INITRAMFS;
}

const char *image_way_program(enum image_way way)
{
	static const char *const names[] = {
		[WAY_NONE] = NULL,
		[WAY_UPDATE_INITRAMFS] = "update-initramfs",
		[WAY_DRACUT] = "dracut",
		[WAY_COPY] = NULL,
	};

	return names[way];
}

void generate(struct fs *fs, enum image_way way, const struct image *file,
	      const struct claim *claim, struct text *problem)
{
	if (way == WAY_UPDATE_INITRAMFS)
		update_initramfs(file, problem);
	else if (way == WAY_DRACUT)
		dracut(fs, file, claim, problem);
	else
		text_puts(problem, "no generator for it is installed");
}
