/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the boot stage says in the kernel log: every error of the input, one line a function,
 * every rule that found nothing. The report has the same and more.
 */
#ifndef VFIO_PREBIND_ANNOUNCE_H
#define VFIO_PREBIND_ANNOUNCE_H

#include "core/decision.h"
#include "core/outcome.h"

/* With vfio_prebind.debug: which rule says what of which function, and the steps to come. */
void announce_decision(const struct inputs *inputs, const struct decision *decision);

/* After the work. outcomes has an element for each match. */
void announce(const struct inputs *inputs, const struct decision *decision,
	      const struct outcome *outcomes);

#endif
