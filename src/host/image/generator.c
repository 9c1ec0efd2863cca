// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * initramfs-tools, dracut, or something that has no part of ours.
 */
#include "host/image/generator.h"

#include "host/base/spawn.h"

static bool is_installed(struct fs *fs, enum image_generator generator)
{
	switch (generator) {
	case GENERATOR_INITRAMFS_TOOLS:
		/* dracut may bring an update-initramfs of its own */
		return run_has(fs, "update-initramfs") && run_has(fs, "mkinitramfs");
	case GENERATOR_DRACUT:
		return run_has(fs, "dracut");
	case GENERATOR_UNKNOWN:
		break;
	}
	return false;
}

/* There images are part of a deployment, and /lib/modules is read-only. */
static bool is_ostree(struct fs *fs)
{
	return fs_exists(fs, "run/ostree-booted");
}

enum image_generator generator_choose(struct fs *fs, enum image_generator newest)
{
	if (is_ostree(fs))
		return GENERATOR_UNKNOWN;
	if (is_installed(fs, newest))
		return newest;
	if (is_installed(fs, GENERATOR_INITRAMFS_TOOLS))
		return GENERATOR_INITRAMFS_TOOLS;
	return is_installed(fs, GENERATOR_DRACUT) ? GENERATOR_DRACUT : GENERATOR_UNKNOWN;
}

enum image_generator generator_find(struct fs *fs, const struct image *files, size_t count)
{
	struct image_contents contents = { .generator = GENERATOR_UNKNOWN };

	while (count--)
		if (files[count].path && !image_inspect(fs, &files[count], &contents, NULL))
			break;
	return generator_choose(fs, contents.generator);
}

const char *generator_command(enum image_generator generator)
{
	switch (generator) {
	case GENERATOR_INITRAMFS_TOOLS:
		return "update-initramfs -u -k all";
	case GENERATOR_DRACUT:
		return "dracut --regenerate-all --force";
	case GENERATOR_UNKNOWN:
		break;
	}
	return NULL;
}

/* Of those that make images without a part of ours, what is installed. */
static const char *find_other(struct fs *fs)
{
	static const char *const names[] = { "mkinitcpio", "booster", "tinyramfs", "genkernel",
					     "make-initrd" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (run_has(fs, names[i]))
			return names[i];
	return NULL;
}

void generator_explain_unknown(struct fs *fs, struct text *out)
{
	const char *other = find_other(fs);

	if (is_ostree(fs))
		text_puts(out, "rpm-ostree makes the images here, with dracut and what is layered "
			       "on this system: run 'rpm-ostree initramfs --enable'");
	else if (other)
		text_printf(out,
			    "%s builds the images here; vfio-prebind supports only initramfs-tools "
			    "and dracut",
			    other);
	else
		text_puts(out, "neither initramfs-tools nor dracut is installed, and vfio-prebind "
			       "supports no other generator");
}

void generator_explain_creation(struct fs *fs, const char *kernel, struct text *out)
{
	if (is_ostree(fs))
		generator_explain_unknown(fs, out);
	else if (run_has(fs, "update-initramfs"))
		text_printf(out, "run 'update-initramfs -c -k %s'", kernel);
	else if (run_has(fs, "dracut"))
		text_printf(out, "run 'dracut --kver %s'", kernel);
	else
		generator_explain_unknown(fs, out);
}

void generator_explain_rebuild(struct fs *fs, enum image_generator generator, struct text *out)
{
	if (generator == GENERATOR_UNKNOWN)
		generator_explain_unknown(fs, out);
	else
		text_puts(out, "run 'vfio-prebind apply'");
}
