/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The images as a table or as JSON: the result of "vfio-prebind apply".
 */
#ifndef VFIO_PREBIND_APPLY_SHOW_IMAGES_H
#define VFIO_PREBIND_APPLY_SHOW_IMAGES_H

#include "cli/apply/apply.h"

/* 0 or negative errno. */
must_check int show_images(struct apply *apply, enum status status);

/* What is wrong with one of them, on standard error; nothing when nothing is. */
void complain_image(const struct apply *apply, size_t i);

#endif
