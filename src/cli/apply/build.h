/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Builds what is not up to date, and looks into each image. Says on standard error what it does.
 */
#ifndef VFIO_PREBIND_APPLY_BUILD_H
#define VFIO_PREBIND_APPLY_BUILD_H

#include "cli/apply/apply.h"

/* Looks into all images. 0, or negative errno after a message. */
must_check int apply_verify(struct apply *apply);

/*
 * After apply_verify(): finds out how each image is made, and which are due: those that are not as
 * they must be or older than what they are made of, with --force all. Whether any is up to date.
 */
bool apply_find_due(struct apply *apply);

/*
 * After apply_verify(): builds each image that is due, then the boot entries with their copies, and
 * looks into all again. 0, or negative errno after a message.
 */
must_check int apply_build(struct apply *apply);

#endif
