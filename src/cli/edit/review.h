/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an edited file of the configuration would bring: what is wrong in it, and new dangers.
 */
#ifndef VFIO_PREBIND_EDIT_REVIEW_H
#define VFIO_PREBIND_EDIT_REVIEW_H

#include "host/config/edit.h"
#include "host/machine/machine.h"

struct review {
	size_t problems;  /* errors and warnings */
	bool stops_apply; /* apply would refuse the configuration */
};

/*
 * Prints, as check does, each line of edit->text that is wrong and each danger that it brings. 0
 * and *review, or negative errno.
 */
must_check int review_edit(const struct edit *edit, struct machine *machine, struct review *review);

#endif
