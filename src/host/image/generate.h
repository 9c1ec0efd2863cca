/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Regenerates initramfs images with the generator of this machine. An image is the old or the
 * new one whenever this is killed. Judges nothing: that is src/host/image/verify.h's.
 */
#ifndef VFIO_PREBIND_IMAGE_GENERATE_H
#define VFIO_PREBIND_IMAGE_GENERATE_H

#include "host/image/verify.h"

/*
 * Rebuilds the image, below "/". initramfs-tools replaces it once the whole is made; what
 * dracut makes is put in its place once it holds what is claimed. What went wrong goes to
 * problem, and then the old image is still there. What the programs say goes to standard error.
 */
void generate(struct fs *fs, enum image_generator generator, const struct image *file,
	      const struct claim *claim, struct text *problem);

#endif
