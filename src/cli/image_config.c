// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind image-config: what the image hooks put into an image. Content that is wrong
 * never fails it, since a kernel upgrade must not break on it; not being able to read does.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/sysroot.h"
#include "host/image/config_text.h"
#include "host/machine/storage.h"
#include "host/machine/trust.h"
#include "kernel/inputs.h"
#include "kernel/pci_scan.h"

struct options {
	const char *sysroot;
	const char *output;
	bool drivers;
};

/* All that is read and made, so that one function frees it. */
struct image {
	struct fs *fs;
	struct config config;
	struct diagnostics bad;
	struct diagnostics warnings;
	struct pci_devices devices;
	struct protection protection;
	struct text text;
};

/* A chroot may have no /sys: then nothing can be pinned, which is worth a warning only. */
static int read_devices(struct image *image)
{
	int r = pci_scan(image->fs, &image->devices, &image->warnings);

	if (!r)
		return pci_read_all(image->fs, &image->devices, &image->warnings);
	if (r == -ENOMEM)
		return r;
	return diagnostics_add(&image->warnings, "/sys/bus/pci/devices", 0, 0,
			       "cannot be read: nothing can be pinned to its ID");
}

/* What somebody else can write must not become part of every boot. */
static int refuse_untrusted(struct image *image)
{
	struct diagnostics refused = { 0 };
	int r = trust_check(image->fs, &refused);

	complain_all("error", &refused);
	if (!r && refused.count)
		r = -EPERM;
	diagnostics_free(&refused);
	return r;
}

static int image_make(struct image *image, const char *sysroot)
{
	int r = sysroot_open(sysroot, &image->fs);

	if (!r)
		r = refuse_untrusted(image);
	if (!r)
		r = inputs_read_config(image->fs, CONFIG_HOST, &image->config, &image->bad);
	if (!r && image->config.unreadable) {
		complain_all("error", &image->bad);
		r = -EIO;
	}
	if (r || (!image->config.count && !image->bad.count))
		return r;
	r = read_devices(image);
	if (!r)
		r = storage_find(image->fs, &image->protection, &image->warnings);
	return r ? r
		 : image_write(&image->config, &image->bad, &image->devices, &image->protection,
			       &image->text, &image->warnings);
}

static void image_free(struct image *image)
{
	fs_close(image->fs);
	config_free(&image->config);
	diagnostics_free(&image->bad);
	diagnostics_free(&image->warnings);
	pci_devices_free(&image->devices);
	protection_free(&image->protection);
	text_free(&image->text);
}

/* Whether an earlier rule needs the same driver. */
static bool is_repeated(const struct config *config, size_t rule)
{
	size_t i;

	for (i = 0; i < rule; i++)
		if (!config->rules[i].exclude &&
		    !strcmp(config->rules[i].driver, config->rules[rule].driver))
			return true;
	return false;
}

/*
 * The drivers of the rules that are in the image, read back from it; vfio-pci always, since the
 * kernel command line may ask for it.
 */
static int list_drivers(const struct text *image, struct text *out)
{
	struct config config = { 0 };
	struct diagnostics ignored = { 0 };
	size_t i;
	int r = config_add_file(&config, &ignored, "image", text_string(image), image->length,
				CONFIG_IMAGE);

	if (image->length)
		text_puts(out, RULE_DRIVER_DEFAULT "\n");
	for (i = 0; !r && i < config.count; i++)
		if (!config.rules[i].exclude &&
		    strcmp(config.rules[i].driver, RULE_DRIVER_DEFAULT) && !is_repeated(&config, i))
			text_printf(out, "%s\n", config.rules[i].driver);
	config_free(&config);
	diagnostics_free(&ignored);
	return r;
}

/*
 * The directory that path is in, and the file's name there. A link in its place is refused: in
 * the tree of an image it may lead back into the host.
 */
static int split_output(const char *path, char **directory, const char **name)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 0;
	struct stat st;

	*name = slash ? slash + 1 : path;
	while (length > 1 && path[length - 1] == '/')
		length--;
	*directory = !slash ? strdup(".") : length ? strndup(path, length) : strdup("/");
	if (!*directory)
		return -ENOMEM;
	if (lstat(*directory, &st))
		return -errno;
	return S_ISLNK(st.st_mode) ? -ELOOP : 0;
}

static int write_file(const char *output, const struct text *text)
{
	cleanup_free char *directory = NULL;
	const char *name;
	struct fs *fs;
	int r = split_output(output, &directory, &name);

	if (!r)
		r = fs_open(directory, &fs);
	if (r)
		return r;
	r = fs_replace(fs, ".", name, text_string(text), text->length);
	fs_close(fs);
	return r;
}

static int write_out(const struct options *options, const struct image *image)
{
	struct text drivers = { 0 };
	const struct text *text = &image->text;
	int r = 0;

	if (options->output)
		return write_file(options->output, text);
	if (options->drivers) {
		r = list_drivers(&image->text, &drivers);
		text = &drivers;
	}
	if (!r)
		r = text_error(text);
	if (!r && (fputs(text_string(text), stdout) < 0 || fflush(stdout)))
		r = -EIO;
	text_free(&drivers);
	return r;
}

enum status verb_image_config(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		CLI_SYSROOT(options.sysroot),
		{ "output", "FILE", "write to FILE, which is replaced as a whole", &options.output,
		  NULL },
		{ "drivers", NULL, "print the drivers that the rules need instead, one a line",
		  NULL, &options.drivers },
		{ 0 },
	};
	struct image image = { 0 };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return misuse(verb, "what is '%s'?", argv[r]);
	if (options.drivers && options.output)
		return misuse(verb, "--output and --drivers exclude each other");
	r = image_make(&image, options.sysroot);
	if (!r) {
		complain_all("warning", &image.bad);
		complain_all("warning", &image.warnings);
		r = write_out(&options, &image);
	}
	if (r)
		complain("image-config failed: %s", error_text(r));
	image_free(&image);
	return r ? STATUS_FAILED : STATUS_OK;
}
