/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an image is newer than its other inputs; the configuration is verified by content: this
 * program and with it the boot program, the options of modules, the generator's own configuration,
 * and the kernel's modules. Reads only.
 */
#ifndef VFIO_PREBIND_IMAGE_FRESH_H
#define VFIO_PREBIND_IMAGE_FRESH_H

#include "host/image/inspect.h"

/* false also if that is unknown. */
bool image_is_fresh(struct fs *fs, const struct image *image);

#endif
