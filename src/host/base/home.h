/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the running machine is the one that will boot what is built here. In a container, a
 * chroot or a system image that was never booted it is another one, whose cards are unknown.
 */
#ifndef VFIO_PREBIND_BASE_HOME_H
#define VFIO_PREBIND_BASE_HOME_H

#include <stdbool.h>

#include "kernel/fs.h"

enum home_kind {
	HOME_HERE,
	HOME_CONTAINER,
	HOME_CHROOT,
	HOME_NO_ID, /* without a machine ID, nobody has booted it */
};

struct home {
	enum home_kind kind;
	const char *file; /* the file that shows it, without the leading '/'; NULL: none */
	const char *why;  /* a phrase about that */
};

/* Static strings. A captured machine is never a chroot. 0 or -ENOMEM. */
must_check int home_find(struct fs *fs, bool is_captured, struct home *home);

#endif
