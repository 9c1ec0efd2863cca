/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the boot stage says in the kernel log: every error of the input, one line per function,
 * every rule that matched nothing. The report has the same and more.
 */
#ifndef VFIO_PREBIND_ANNOUNCE_H
#define VFIO_PREBIND_ANNOUNCE_H

#include "core/decision.h"
#include "core/outcome.h"

/*
 * After the work. outcomes has an element for each match; cut is the negative errno of a process
 * that was killed, or 0. With vfio_prebind.debug also each function that a rule names, and the
 * steps of the plan.
 */
void announce(const struct inputs *inputs, const struct decision *decision,
	      const struct outcome *outcomes, int cut);

#endif
