/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan: what will be done, in order, complete before the first write. Built from the
 * matches, executed by src/kernel/execute.c, printed by both programs. No I/O.
 */
#ifndef VFIO_PREBIND_PLAN_H
#define VFIO_PREBIND_PLAN_H

#include <stddef.h>

#include "core/match.h"

enum action_kind {
	ACTION_OVERRIDE, /* from here on no other driver can take the function */
	ACTION_LOAD,     /* make the driver known to the kernel */
	ACTION_UNBIND,   /* take the function from the driver that has it */
	ACTION_PROBE,    /* let the driver take it */
};

struct action {
	enum action_kind kind;
	size_t match;       /* index into the matches; of ACTION_LOAD the first that needs it */
	const char *driver; /* the wanted one; borrowed from the rule */
};

/* All overrides, then all modules, then each function's unbind, then each function's probe. */
struct plan {
	struct action *list; /* owned; plan_free() */
	size_t count;
};

void plan_free(struct plan *plan);

/* 0, or -ENOMEM. */
must_check int plan_build(const struct matches *matches, struct plan *plan);

#endif
