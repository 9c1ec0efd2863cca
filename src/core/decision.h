/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From inputs to a decision: what src/kernel/inputs.c has read goes in, matches and a plan
 * come out. The same call at boot and on the host, so that both say the same. No I/O.
 */
#ifndef VFIO_PREBIND_DECISION_H
#define VFIO_PREBIND_DECISION_H

#include <stdbool.h>

#include "core/cmdline.h"
#include "core/config.h"
#include "core/diagnostic.h"
#include "core/match.h"
#include "core/pci.h"
#include "core/plan.h"

struct inputs {
	struct cmdline cmdline;
	struct config config;
	struct pci_devices devices;
	struct diagnostics errors; /* what was wrong in any of them */
	bool no_devices;           /* the functions could not be listed; errors says why */
	bool incomplete;           /* what could not be read may forbid: nothing is taken */
	char kernel[128];          /* release, "" when unknown */
};

struct decision {
	struct matches matches; /* borrows from the inputs */
	struct plan plan;
};

void inputs_free(struct inputs *inputs);

/* With vfio_prebind.enable=0 nothing matches. 0, or -ENOMEM. */
must_check int decision_make(const struct inputs *inputs, struct decision *decision);
void decision_free(struct decision *decision);

/* Whether the rule wants functions, not one that is at its place only, and none is there. */
bool rule_finds_nothing(const struct rule *rule, const struct pci_devices *devices);

/* Whether the rule wants one place, and what is there does not fulfil its conditions. */
bool rule_does_not_hold(const struct rule *rule, const struct pci_devices *devices);

#endif
