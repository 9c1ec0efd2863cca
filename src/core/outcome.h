/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The outcome of each match, and the sentence that describes it. Filled by src/kernel/execute.c;
 * shown by the log, the report and the host command. No I/O.
 */
#ifndef VFIO_PREBIND_OUTCOME_H
#define VFIO_PREBIND_OUTCOME_H

#include <stdbool.h>

#include "core/decision.h"
#include "core/match.h"
#include "core/text.h"

/* No pointers: outcomes are in memory that two processes share. */
enum outcome_state {
	OUTCOME_OPEN,     /* nothing done, or not everything yet */
	OUTCOME_BOUND,    /* it has the wanted driver */
	OUTCOME_RELEASED, /* failed; the host driver can bind to the function */
	OUTCOME_HELD,     /* failed; on-failure=hold keeps it without a driver */
	OUTCOME_STUCK,    /* failed, and so did releasing or holding it */
	OUTCOME_GONE,     /* failed: the function is gone */
};

struct outcome {
	enum outcome_state state;
	int error;             /* negative errno of the first step that failed; 0 */
	enum action_kind step; /* that step */
	bool hung;             /* a step did not end: the function may block whoever touches it */
	bool unproven;         /* the driver link does not show whether its probe has ended */
	char unbound[PCI_DRIVER_SIZE]; /* the driver that it was unbound from, "" for none */
	char driver[PCI_DRIVER_SIZE];  /* its driver at the end, "" for none */
};

/* The word for reports: bound, already, released, held, stuck, gone, skipped, excluded, kept or
 * planned. */
const char *outcome_word(const struct match *match, const struct outcome *outcome);

/* The sentence, without address and rule: "bound to vfio-pci, taken from serial". */
void outcome_explain(const struct match *match, const struct outcome *outcome, struct text *out);

/*
 * The whole line for a log: address, IDs, the sentence, and where the rule is. why replaces the
 * sentence, unless it is NULL.
 */
void outcome_describe(const struct match *match, const struct outcome *outcome, const char *why,
		      struct text *out);

/* " (FILE:LINE)", without a line that is 0. */
void source_explain(const struct source *source, struct text *out);

/* Whether the function is not as configured. */
bool outcome_is_problem(const struct match *match, const struct outcome *outcome);

#endif
