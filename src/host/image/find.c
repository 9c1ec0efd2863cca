// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which kernels are installed, and where their images are.
 */
#include "host/image/inspect.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MODULES "lib/modules"

/* Where kernels and images are; %1$s is the release, %2$s the machine's name in boot entries. */
static const char *const kernel_places[] = {
	"boot/vmlinuz-%1$s",
	"boot/vmlinux-%1$s",
	"boot/kernel-%1$s",
	MODULES "/%1$s/vmlinuz",
};

static const char *const image_places[] = {
	"boot/initrd.img-%1$s",        /* Debian, Ubuntu */
	"boot/initramfs-%1$s.img",     /* dracut's own, Fedora */
	"boot/initrd-%1$s",            /* SUSE */
	MODULES "/%1$s/initrd",        /* dracut with the kernel in /usr */
	MODULES "/%1$s/initramfs.img", /* ostree */
	"boot/%2$s/%1$s/initrd",       /* boot loader specification */
	"boot/%2$s/%1$s/initrd.img-%1$s",
	"boot/efi/%2$s/%1$s/initrd",
	"boot/efi/%2$s/%1$s/initrd.img-%1$s",
	"efi/%2$s/%1$s/initrd",
	"efi/%2$s/%1$s/initrd.img-%1$s",
};

/* The names that kernel-install(8) gives to this machine's entries. */
static const char *const token_files[] = { "etc/kernel/entry-token", "etc/machine-id" };

struct list {
	struct fs *fs;
	struct image *files;
	size_t count;
	char tokens[ARRAY_SIZE(token_files)][KERNEL_NAME_SIZE];
};

bool is_kernel_name(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+~-");

	return length && length < KERNEL_NAME_SIZE && !name[length] && name[0] != '-' &&
	       name[0] != '.';
}

static int add_image(struct list *list, const char *kernel, const char *path)
{
	struct image *larger = realloc(list->files, (list->count + 1) * sizeof(*list->files)),
		     *file;

	if (!larger)
		return -ENOMEM;
	list->files = larger;
	file = &larger[list->count];
	*file = (struct image){ strdup(kernel), path ? strdup(path) : NULL };
	list->count++;
	return file->kernel && (file->path || !path) ? 0 : -ENOMEM;
}

/* Reached by two paths, /efi and /boot/efi, it is one image. */
static bool is_known(const struct list *list, size_t first, const struct stat *new)
{
	size_t i;

	for (i = first; i < list->count; i++) {
		struct stat old;

		if (!fs_stat(list->fs, list->files[i].path, &old) && old.st_dev == new->st_dev &&
		    old.st_ino == new->st_ino)
			return true;
	}
	return false;
}

static int add_place(struct list *list, size_t first, const char *kernel, const char *path)
{
	struct stat st;

	if (fs_stat(list->fs, path, &st) || is_known(list, first, &st))
		return 0;
	return add_image(list, kernel, path);
}

/* All formats come from the two tables above. */
static int place_path(char out[FS_PATH_SIZE], const char *place, const char *kernel,
		      const char *token)
{
	return fs_path(out, place, kernel, token);
}

/*
 * Debian's kernel-install has two images in a directory, initrd of dracut's plugin and initrd.img-*
 * of /boot (55-initrd.install), and the entry loads the second one after the first; or it alone,
 * where a hook named it, and then the first one is left over. Entries are judged by what they load.
 */
static bool is_left_over(struct fs *fs, const char *path, const char *kernel)
{
	char named[FS_PATH_SIZE];

	return !fs_path(named, "%s.img-%s", path, kernel) && fs_exists(fs, named);
}

static int add_images(struct list *list, const char *kernel)
{
	size_t first = list->count, i, t;
	char path[FS_PATH_SIZE];
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(image_places); i++) {
		bool has_token = strstr(image_places[i], "%2$s");

		for (t = 0; !r && t < (has_token ? ARRAY_SIZE(list->tokens) : 1); t++)
			if ((!has_token || *list->tokens[t]) &&
			    !place_path(path, image_places[i], kernel, list->tokens[t]) &&
			    !is_left_over(list->fs, path, kernel))
				r = add_place(list, first, kernel, path);
	}
	return r;
}

static bool has_kernel(struct fs *fs, const char *kernel)
{
	char path[FS_PATH_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kernel_places); i++)
		if (!place_path(path, kernel_places[i], kernel, "") && fs_exists(fs, path))
			return true;
	return false;
}

static int add_kernel(struct list *list, const char *kernel)
{
	size_t before = list->count;
	int r = add_images(list, kernel);

	if (r || list->count > before || !has_kernel(list->fs, kernel))
		return r;
	return add_image(list, kernel, NULL);
}

static int compare_kernels(const void *a, const void *b)
{
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

static void read_tokens(struct list *list)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(token_files); i++)
		if (fs_read_attribute(list->fs, token_files[i], list->tokens[i],
				      sizeof(list->tokens[i])) ||
		    !is_kernel_name(list->tokens[i]))
			list->tokens[i][0] = '\0';
}

int images_find(struct fs *fs, struct image **files, size_t *count)
{
	struct list list = { .fs = fs };
	char **names = NULL;
	size_t n = 0, i;
	int r = fs_list(fs, MODULES, &names, &n);

	if (r == -ENOENT)
		r = 0;
	read_tokens(&list);
	if (n)
		qsort(names, n, sizeof(*names), compare_kernels);
	for (i = 0; !r && i < n; i++)
		if (is_kernel_name(names[i]))
			r = add_kernel(&list, names[i]);
	fs_free_names(names, n);
	if (r) {
		images_free(list.files, list.count);
		return r;
	}
	*files = list.files;
	*count = list.count;
	return 0;
}

void images_free(struct image *files, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(files[i].kernel);
		free(files[i].path);
	}
	free(files);
}

const char *images_absence(struct fs *fs)
{
	char **names = NULL;
	size_t count = 0;
	int r = fs_list(fs, "boot", &names, &count);

	fs_free_names(names, count);
	return r == -EACCES || r == -EPERM
		       ? "/boot cannot be read: run this command as root"
		       : "no installed kernel was found below /boot and /lib/modules";
}
