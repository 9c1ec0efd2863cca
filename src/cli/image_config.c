// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind image-config: what the image hooks put into an image. Errors in the content never
 * make it fail, since a kernel upgrade must not break on them; unreadable files do.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/privilege.h"
#include "host/machine/machine.h"

struct options {
	const char *sysroot;
	const char *output;
	bool drivers;
};

/* Files that another user can change must not become part of every boot. */
static int refuse_untrusted(const struct machine *machine)
{
	const struct diagnostics *refused = &machine->files.refused;

	if (!refused->count)
		return 0;
	complain_all("error", refused);
	complain("no image was built: it must not contain what users other than root can write");
	return -EPERM;
}

/* A chroot may have no /sys: then nothing can be pinned, which is only a warning. */
static int make(struct machine *machine, struct text *text)
{
	struct diagnostics warnings = { 0 };
	int r;

	if (machine->inputs.config.unreadable) {
		complain_all("error", &machine->inputs.errors);
		return -EIO;
	}
	if (!machine_is_configured(machine))
		return 0;
	r = refuse_untrusted(machine);
	if (r)
		return r;
	r = machine_read_devices(machine);
	if (!r)
		r = privilege_drop_admin();
	if (!r)
		r = machine_write_image(machine, text, &warnings);
	if (!r) {
		complain_all("warning", &machine->inputs.errors);
		if (machine->inputs.no_devices)
			complain("warning: no device can be listed, so no rule can be pinned");
		complain_all("warning", &machine->warnings);
		complain_all("warning", &warnings);
	}
	diagnostics_free(&warnings);
	return r;
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
 * The directory that path is in, and the file's name there. A symbolic link is refused: in the tree
 * of an image it may lead back into the host.
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
	r = fs_replace(fs, ".", name, 0644, text_string(text), text->length);
	fs_close(fs);
	return r;
}

static int write_out(const struct options *options, const struct text *image)
{
	struct text drivers = { 0 };
	const struct text *text = image;
	int r = 0;

	if (options->output)
		return write_file(options->output, text);
	if (options->drivers) {
		r = list_drivers(image, &drivers);
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
		{ "output", "FILE", "write to FILE, replacing it in one step", &options.output,
		  NULL },
		{ "drivers", NULL, "print only the drivers that the rules need, one per line", NULL,
		  &options.drivers },
		{ 0 },
	};
	struct machine machine;
	struct text image = { 0 };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (options.drivers && options.output)
		return misuse(verb, "--output and --drivers cannot be used together");
	r = machine_open_config(&machine, options.sysroot);
	if (!r)
		r = make(&machine, &image);
	if (!r)
		r = write_out(&options, &image);
	if (r)
		complain("image-config failed: %s", error_text(r));
	text_free(&image);
	machine_close(&machine);
	return r ? STATUS_FAILED : STATUS_OK;
}
