/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The decision: which functions the rules want, and why others that a rule names are skipped. The
 * same function runs at boot and in "vfio-prebind plan". No I/O.
 *
 * Order of precedence, for one function:
 *   1. "!" wins over every other rule; one of ours lets a function that stays with the host have
 *      virtual functions;
 *   2. a bridge is never taken; an endpoint with a bridge's class (pci_is_bridge()) only by a rule
 *      that names its ID or its place, not by vendor, class or group;
 *   3. a rule that names the function wins over one that reaches it through group=yes;
 *   4. of the rest the last rule wins, those of the kernel command line coming last.
 */
#ifndef VFIO_PREBIND_MATCH_H
#define VFIO_PREBIND_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/config.h"
#include "core/pci.h"

enum verdict {
	VERDICT_WANTED,   /* bind it */
	VERDICT_ALREADY,  /* bound to vfio-pci or the rule's driver: nothing to do */
	VERDICT_KEPT,     /* vfs=: its host driver keeps it, to make virtual functions */
	VERDICT_BRIDGE,   /* a rule names its ID or its address, and it is a bridge */
	VERDICT_PASSED,   /* class 06, and no rule names it */
	VERDICT_EXCLUDED, /* a "!" rule names it */
	VERDICT_MISMATCH, /* in the right place, but a condition does not match */
	VERDICT_STORAGE,  /* class 01, and no rule names its ID */
	VERDICT_BUSY,     /* it has a driver, and take-builtin=no */
	VERDICT_NEWCOMER, /* in the group of a card, but not when the image was built */
	VERDICT_DOUBT,    /* part of the input could not be read and may exclude it */
};

/* A function that a rule names, directly or through its group. */
struct match {
	const struct pci_device *device; /* an element of the devices */
	const struct rule *rule;         /* the rule that decided */
	const struct rule *wanted_by;    /* VERDICT_EXCLUDED: the rule that wanted it; else rule */
	enum verdict verdict;
	bool by_group; /* reached through group=yes only */
	bool arriving; /* its host driver may bind to it until it has an override */
};

/* In the order of the devices, at most one per device. Borrows from config and devices. */
struct matches {
	struct match *list; /* owned; matches_free() */
	size_t count;
};

void matches_free(struct matches *matches);

/* 0, or -ENOMEM. */
must_check int matches_find(const struct config *config, const struct pci_devices *devices,
			    struct matches *matches);

/* Unread input may exclude anything: every VERDICT_WANTED becomes VERDICT_DOUBT. */
void matches_doubt(struct matches *matches);

/* Whether id=, subsystem=, class= and serial= match the function, whose number was read. */
bool rule_conditions_hold(const struct rule *rule, const struct pci_device *device);

/* Whether selector or id= name both vendor and device. */
bool rule_names_id(const struct rule *rule);

/*
 * Whether the rule names the function: by its selector and, unless that names one place, by its
 * conditions.
 */
bool rule_selects(const struct rule *rule, const struct pci_devices *devices,
		  const struct pci_device *device);

/* Whether a match means that something is not as configured; false for "!", for example. */
bool verdict_is_problem(enum verdict verdict);

#endif
