/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compares what the configuration asks for with what an image on disk holds.
 */
#ifndef VFIO_PREBIND_IMAGE_VERIFY_H
#define VFIO_PREBIND_IMAGE_VERIFY_H

#include "core/text.h"
#include "host/image/inspect.h"

/* What each image must hold. */
struct claim {
	bool is_configured; /* false: nothing, and nothing of ours may be in it */
	const char *digest; /* borrowed; of the configuration as it is now, "" for none */
};

/*
 * Looks into the image. What is wrong with it goes to problem, a phrase that follows its name;
 * nothing when it is as it should be. contents is filled as far as the image could be read.
 */
void image_verify(struct fs *fs, const struct image *file, const struct claim *claim,
		  struct image_contents *contents, struct text *problem);

#endif
