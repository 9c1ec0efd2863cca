// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks at the files of an image for our part in it. find.c finds the images.
 */
#include "host/image/inspect.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/config.h"

#define MODULES_BUILTIN_MAX ((size_t)4 * 1024 * 1024)

/* What the generators and our hooks put into images; without "usr/", see plain_path(). */
#define PROGRAM "lib/vfio-prebind/vfio-prebind-boot"
#define CONFIG "etc/vfio-prebind.conf"
#define ORDER "scripts/init-top/ORDER"
#define SCRIPT "scripts/init-top/00-vfio-prebind"
#define UDEV_SCRIPT "scripts/init-top/udev"
#define UNIT_NAME "vfio-prebind.service"
#define WANTS "systemd/system/sysinit.target.wants/" UNIT_NAME
#define UDEV_UNIT "systemd-udevd.service"
#define HOOK "lib/dracut/hooks/cmdline/00-vfio-prebind.sh"

struct look {
	struct image_contents contents;
	struct text *config; /* NULL: not wanted */
	const char *kernel;
	bool has_script, has_hook, has_unit, is_overridden, is_masked, is_wanted;
	bool script_is_first, unit_is_first;
};

const char *image_generator_name(enum image_generator generator)
{
	static const char *const names[] = {
		[GENERATOR_UNKNOWN] = "unknown",
		[GENERATOR_INITRAMFS_TOOLS] = "initramfs-tools",
		[GENERATOR_DRACUT] = "dracut",
	};

	return names[generator];
}

static bool starts_with(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* In images as on disk, /lib and /usr/lib are one or two directories. */
static const char *plain_path(const char *name)
{
	return starts_with(name, "usr/") ? name + 4 : name;
}

static bool is_program(const struct cpio_file *file)
{
	/* only one of several links has the content */
	return S_ISREG(file->mode) && (file->mode & 0111) && (file->size || file->links > 1);
}

static void look_at_program(struct look *look, const struct cpio_file *file)
{
	look->contents.has_program = is_program(file);
}

/* "@image 1 DIGEST" */
static void look_at_config(struct look *look, const struct cpio_file *file)
{
	static const char head[] = "@image " IMAGE_VERSION " ";
	const char *digest = file->data + sizeof(head) - 1;
	size_t length = 0;

	look->contents.has_config = S_ISREG(file->mode);
	look->contents.is_config_cut = file->size > file->length;
	if (look->config) {
		look->config->length = 0; /* the last one wins */
		text_add(look->config, file->data, S_ISREG(file->mode) ? file->length : 0);
	}
	look->contents.digest[0] = '\0';
	if (!S_ISREG(file->mode) || !starts_with(file->data, head))
		return;
	while (digest[length] > ' ' && digest[length] <= '~') /* as the boot program reads it */
		length++;
	if (length >= DIGEST_SIZE || digest[length] != '\n')
		return;
	memcpy(look->contents.digest, digest, length);
	look->contents.digest[length] = '\0';
}

/* The line that runs a script: "/scripts/init-top/udev "$@"". NULL when there is none. */
static const char *find_script(const char *order, const char *script)
{
	size_t length = strlen(script);
	const char *line;

	for (line = order; line; line = strchr(line, '\n')) {
		line += strspn(line, "\n/");
		if (starts_with(line, script) && line[length] == ' ')
			return line;
	}
	return NULL;
}

static void look_at_order(struct look *look, const struct cpio_file *file)
{
	const char *own, *udev;

	if (file->size > file->length)
		return;
	own = find_script(file->data, SCRIPT);
	udev = find_script(file->data, UDEV_SCRIPT);
	look->script_is_first = own && (!udev || own < udev);
}

static void look_at_script(struct look *look, const struct cpio_file *file)
{
	look->has_script = is_program(file);
}

static void look_at_hook(struct look *look, const struct cpio_file *file)
{
	look->has_hook = S_ISREG(file->mode);
}

static bool has_word(const char *line, size_t length, const char *word)
{
	size_t i = 0;

	while (i < length) {
		size_t n = strcspn(line + i, " \t\n");

		if (text_is(line + i, n, word))
			return true;
		i += n + 1;
	}
	return false;
}

static void look_at_unit(struct look *look, const struct cpio_file *file)
{
	static const char key[] = "Before=";
	const char *line;

	look->unit_is_first = false;
	look->has_unit = S_ISREG(file->mode);
	for (line = file->data; look->has_unit && line; line = strchr(line, '\n')) {
		line += strspn(line, "\n");
		if (starts_with(line, key) &&
		    has_word(line + sizeof(key) - 1, strcspn(line + sizeof(key) - 1, "\n"),
			     UDEV_UNIT))
			look->unit_is_first = true;
	}
}

static void look_at_usr_unit(struct look *look, const struct cpio_file *file)
{
	if (!look->is_overridden)
		look_at_unit(look, file);
}

/* The unit in /etc hides the one in /usr; a masked unit is a link to /dev/null. */
static void look_at_etc_unit(struct look *look, const struct cpio_file *file)
{
	look->is_overridden = true;
	look->is_masked = !S_ISREG(file->mode);
	if (!look->is_masked)
		look_at_unit(look, file);
}

static void look_at_wants(struct look *look, const struct cpio_file *file)
{
	look->is_wanted = S_ISLNK(file->mode) || S_ISREG(file->mode);
}

static bool is_module_file(const char *name)
{
	const char *base = strrchr(name, '/');

	return base && (starts_with(base, "/vfio-pci.ko") || starts_with(base, "/vfio_pci.ko"));
}

/* Anywhere below lib/modules/KERNEL/, compressed or not. */
static void look_at_module(struct look *look, const struct cpio_file *file)
{
	static const char modules[] = "lib/modules/";
	const char *path = plain_path(file->name) + sizeof(modules) - 1;
	size_t length = strlen(look->kernel);

	if (!strncmp(path, look->kernel, length) && path[length] == '/' &&
	    is_module_file(path + length) && S_ISREG(file->mode))
		look->contents.has_module = true;
}

static void look_at_initramfs_tools(struct look *look, const struct cpio_file *file)
{
	(void)file; /* its presence is enough */
	look->contents.generator = GENERATOR_INITRAMFS_TOOLS;
}

static void look_at_dracut(struct look *look, const struct cpio_file *file)
{
	(void)file; /* its directory is enough */
	look->contents.generator = GENERATOR_DRACUT;
}

/* Whether the path is pattern; with '*' at its end, starts so; with '*' at its start, ends so. */
static bool is_like(const char *path, const char *pattern)
{
	size_t length = strlen(pattern), path_length = strlen(path);

	if (pattern[length - 1] == '*')
		return !strncmp(path, pattern, length - 1);
	if (pattern[0] == '*')
		return path_length >= length - 1 &&
		       !strcmp(path + path_length - (length - 1), pattern + 1);
	return !strcmp(path, pattern);
}

static int visit(void *data, const struct cpio_file *file)
{
	static const struct {
		const char *pattern;
		void (*look)(struct look *look, const struct cpio_file *file);
	} places[] = {
		{ PROGRAM, look_at_program },
		{ CONFIG, look_at_config },
		{ ORDER, look_at_order },
		{ SCRIPT, look_at_script },
		{ "lib/systemd/system/" UNIT_NAME, look_at_usr_unit },
		{ "etc/systemd/system/" UNIT_NAME, look_at_etc_unit },
		{ "*/" WANTS, look_at_wants },
		{ "*" HOOK, look_at_hook },
		{ "lib/modules/*", look_at_module },
		{ "scripts/functions", look_at_initramfs_tools },
		{ "lib/dracut/*", look_at_dracut },
		{ "var/lib/dracut/*", look_at_dracut },
	};
	const char *path = plain_path(file->name);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (is_like(path, places[i].pattern))
			places[i].look(data, file);
	return 0;
}

static bool is_built_in(struct fs *fs, const char *kernel)
{
	cleanup_free char *data = NULL;
	char path[FS_PATH_SIZE];
	size_t length;

	if (fs_path(path, "lib/modules/%s/modules.builtin", kernel) ||
	    fs_read(fs, path, MODULES_BUILTIN_MAX, &data, &length))
		return false;
	return strstr(data, "/vfio-pci.ko\n") || strstr(data, "/vfio_pci.ko\n");
}

static void judge_start(struct look *look)
{
	struct image_contents *contents = &look->contents;

	if (contents->generator == GENERATOR_INITRAMFS_TOOLS) {
		contents->has_start = look->has_script;
		contents->is_before_udev = look->has_script && look->script_is_first;
		return;
	}
	look->has_unit = look->has_unit && !look->is_masked;
	contents->has_start = look->has_unit || look->has_hook;
	/* dracut runs its cmdline hooks before it starts udev, systemd starts what is wanted */
	contents->is_before_udev = look->has_hook ||
				   (look->has_unit && look->is_wanted && look->unit_is_first);
}

int image_inspect_parts(struct fs *fs, const char *kernel, const struct cpio_part *parts,
			size_t count, struct image_contents *contents, struct text *config)
{
	struct look look = { .kernel = kernel, .config = config };
	size_t i;
	int r = 0;

	for (i = 0; !r && i < count; i++)
		r = cpio_walk(&parts[i], visit, &look);
	if (r)
		return r;
	if (!look.contents.has_module)
		look.contents.has_module = is_built_in(fs, kernel);
	judge_start(&look);
	*contents = look.contents;
	return 0;
}

int image_inspect(struct fs *fs, const struct image *file, struct image_contents *contents,
		  struct text *config)
{
	struct cpio_part part = { .fd = -1, .length = UINT64_MAX };
	int r;

	if (!file->path)
		return -ENOENT;
	part.fd = fs_open_file(fs, file->path);
	if (part.fd < 0)
		return part.fd;
	r = image_inspect_parts(fs, file->kernel, &part, 1, contents, config);
	close(part.fd);
	return r;
}
