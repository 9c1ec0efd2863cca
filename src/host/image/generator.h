/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What makes the initramfs images of this machine, and the commands for that. Runs nothing.
 */
#ifndef VFIO_PREBIND_IMAGE_GENERATOR_H
#define VFIO_PREBIND_IMAGE_GENERATOR_H

#include "core/text.h"
#include "host/image/inspect.h"

/*
 * What makes the images here: what has made the newest one that there is, if it is still
 * installed; else what is installed. GENERATOR_UNKNOWN: none that has a part of ours.
 */
enum image_generator generator_find(struct fs *fs, const struct image *files, size_t count);

/* The same, where what has made the newest one is known already. */
enum image_generator generator_choose(struct fs *fs, enum image_generator newest);

/* The command that builds the images again: "update-initramfs -u -k all"; NULL: not known. */
const char *generator_command(enum image_generator generator);

/* How an image is made for a kernel that has none: "run 'update-initramfs -c -k 6.1.0'". */
void generator_explain_creation(struct fs *fs, const char *kernel, struct text *out);

/* How the images are built again: "run 'vfio-prebind apply'", or why that will not do. */
void generator_explain_rebuild(struct fs *fs, enum image_generator generator, struct text *out);

/* That there is no part of ours for what makes the images: a sentence, without its end. */
void generator_explain_unknown(struct fs *fs, struct text *out);

#endif
