// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an image must hold, and the words for what it lacks.
 */
#include "host/image/verify.h"

#include <errno.h>
#include <string.h>

#include "host/image/cpio.h"

static const char *what_is_left(const struct image_contents *contents)
{
	if (*contents->digest)
		return "still holds a configuration, though nothing is configured";
	/* dracut --add puts the rest in for vfio_prebind.devices= */
	if (contents->generator != GENERATOR_DRACUT &&
	    (contents->has_program || contents->has_start))
		return "still holds the boot stage, though nothing is configured";
	return NULL;
}

static const char *what_is_missing(const struct image_contents *contents, const char *digest)
{
	if (!contents->has_program && !contents->has_config && !contents->has_start)
		return "holds nothing of vfio-prebind";
	if (!contents->has_config)
		return "holds no configuration";
	if (strcmp(contents->digest, digest))
		return "is stale: it holds another configuration than /etc has";
	if (!contents->has_program)
		return "lacks the boot program";
	if (!contents->has_start)
		return "lacks the script or unit that starts the boot program";
	if (!contents->is_before_udev)
		return "starts the boot program too late: after udev";
	if (!contents->has_module)
		return "lacks the module vfio-pci for its kernel";
	return NULL;
}

void image_verify(struct fs *fs, const struct image *file, const struct claim *claim,
		  struct image_contents *contents, struct text *problem)
{
	const char *phrase;
	int r;

	memset(contents, 0, sizeof(*contents));
	if (!file->path) {
		text_puts(problem,
			  "is not there: this kernel boots without an image, or not at all");
		return;
	}
	r = image_inspect(fs, file, contents);
	if (r) {
		text_printf(problem, "cannot be read: %s", cpio_error_text(r));
		return;
	}
	phrase = claim->is_configured ? what_is_missing(contents, claim->digest)
				      : what_is_left(contents);
	if (phrase)
		text_puts(problem, phrase);
}
