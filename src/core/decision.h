/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From inputs to a decision: takes what src/kernel/inputs.c has read, returns matches and a plan.
 * The same call at boot and on the host, so that both decide the same. The plan is what will be
 * done, in order, complete before the first write; src/kernel/execute.c executes it, both programs
 * print it. No I/O.
 */
#ifndef VFIO_PREBIND_DECISION_H
#define VFIO_PREBIND_DECISION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/cmdline.h"
#include "core/config.h"
#include "core/diagnostic.h"
#include "core/match.h"
#include "core/pci.h"

enum action_kind {
	ACTION_OVERRIDE, /* from here on no other driver can bind to the function */
	ACTION_LOAD,     /* make the driver known to the kernel */
	ACTION_UNBIND,   /* unbind the function from its driver */
	ACTION_PROBE,    /* let the driver bind to it */
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

struct inputs {
	struct cmdline cmdline;
	struct config config;
	struct pci_devices devices;
	struct diagnostics errors; /* what was wrong in any of them */
	bool no_devices;           /* the functions could not be listed; errors says why */
	bool incomplete; /* part of the input could not be read and may exclude: nothing is taken */
	char kernel[128]; /* release, "" when unknown */
};

struct decision {
	struct matches matches; /* borrows from the inputs */
	struct plan plan;
};

void inputs_free(struct inputs *inputs);

/* With vfio_prebind.enable=0 nothing matches. 0, or -ENOMEM. */
must_check int decision_make(const struct inputs *inputs, struct decision *decision);
void decision_free(struct decision *decision);

/* Whether the rule wants functions and matches none, not even one in its place. */
bool rule_finds_nothing(const struct rule *rule, const struct pci_devices *devices);

/* Whether the rule wants one place, and the function there does not meet its conditions. */
bool rule_does_not_hold(const struct rule *rule, const struct pci_devices *devices);

#endif
