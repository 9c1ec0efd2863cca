/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Regenerates initramfs images with the generator of this machine. An image is the old or the
 * new one whenever this is killed. Judges nothing: that is src/host/image/verify.h's.
 */
#ifndef VFIO_PREBIND_IMAGE_GENERATE_H
#define VFIO_PREBIND_IMAGE_GENERATE_H

#include "host/image/verify.h"

/* By what an image is made again. */
enum image_way {
	WAY_NONE,             /* no generator with a part of ours is installed */
	WAY_UPDATE_INITRAMFS, /* that of initramfs-tools or of Debian's dracut: runs hooks */
	WAY_DRACUT,           /* into this very file */
	WAY_COPY,             /* it is made with the boot entry that loads it: loader/refresh.h */
};

enum image_way image_find_way(struct fs *fs, enum image_generator generator,
			      const struct image *file);

/* Whether copies of an image that dracut has built are made by hooks, as Debian has them. */
bool image_has_hooks(struct fs *fs);

/* "update-initramfs" or "dracut": the program of the way; NULL: none. */
const char *image_way_program(enum image_way way);

/*
 * Rebuilds the image, below "/". update-initramfs replaces it by itself, and its hooks make the
 * copies elsewhere; what dracut makes is put in its place once it holds what is claimed, and then
 * given to the hooks. What went wrong goes to problem: then the old image is still there, unless it
 * was a hook. What the programs say goes to standard error.
 */
void generate(struct fs *fs, enum image_way way, const struct image *file,
	      const struct claim *claim, struct text *problem);

#endif
