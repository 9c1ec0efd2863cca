/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of each match, and the one sentence that says it. Filled by
 * src/kernel/execute.c; shown by the log, the report and the host command. No I/O.
 */
#ifndef VFIO_PREBIND_OUTCOME_H
#define VFIO_PREBIND_OUTCOME_H

#include <stdbool.h>

#include "core/decision.h"
#include "core/match.h"
#include "core/text.h"

/* Nothing here points anywhere: outcomes live in memory that two processes share. */
enum outcome_state {
	OUTCOME_OPEN,     /* nothing was done, or not everything yet */
	OUTCOME_BOUND,    /* it has the wanted driver */
	OUTCOME_RELEASED, /* it did not work; the host driver can have the function */
	OUTCOME_HELD,     /* it did not work; on-failure=hold keeps it without a driver */
	OUTCOME_STUCK,    /* it did not work, and neither did release or hold */
	OUTCOME_GONE,     /* it did not work: the function is no longer there */
};

struct outcome {
	enum outcome_state state;
	int error;                    /* negative errno of the first step that failed; 0 */
	enum action_kind step;        /* that step */
	bool hung;                    /* a step did not end: it may block whoever touches it */
	bool unproven;                /* its driver link does not tell that its probe has ended */
	char driver[PCI_DRIVER_SIZE]; /* what it has in the end, "" for none */
};

/* The word for reports: bound, already, released, held, stuck, gone, skipped, excluded, kept or
 * planned. */
const char *outcome_word(const struct match *match, const struct outcome *outcome);

/* The sentence, without address and rule: "bound to vfio-pci, taken from serial". */
void outcome_explain(const struct match *match, const struct outcome *outcome, struct text *out);

/*
 * The whole line for a log: address, IDs, the sentence, and the rule's place. why takes the place
 * of the sentence; NULL: it does not.
 */
void outcome_describe(const struct match *match, const struct outcome *outcome, const char *why,
		      struct text *out);

/* " (FILE:LINE)", without a line that is 0. */
void source_explain(const struct source *source, struct text *out);

/* Whether the function is not as configured. */
bool outcome_is_problem(const struct match *match, const struct outcome *outcome);

#endif
