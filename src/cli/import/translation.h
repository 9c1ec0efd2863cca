/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What "import" knows: the settings that give devices to vfio-pci, and the equal rules for this
 * machine. Reads only; prints nothing.
 */
#ifndef VFIO_PREBIND_IMPORT_TRANSLATION_H
#define VFIO_PREBIND_IMPORT_TRANSLATION_H

#include "host/others/settings.h"

struct import_rule {
	struct rule rule;
	const struct pci_device *device; /* of the host; NULL: the named device is missing */
	struct text sources;             /* a line each: "/etc/default/grub:6: 10de:2184" */
	size_t source_count;
	struct text notes; /* a line each */
	const struct rule
		*there; /* the rule of the configuration that covers it already; or NULL */
};

struct import {
	struct machine *machine;
	struct settings settings;
	struct setting *setting;   /* the one that rules are made of */
	struct import_rule *rules; /* at most CONFIG_RULES_MAX, one per function */
	size_t rule_count;
	struct text warnings;                  /* a line each */
	char *ids;                             /* the first value of ids= */
	bool has_other_ids;                    /* and not the only one */
	const struct pci_device **unexplained; /* bound to vfio-pci for an unknown reason */
	size_t unexplained_count;
	size_t additions; /* how often a source was added to a rule */
	int error;        /* 0 or negative errno; sticks */
};

/* Looks in all places. 0 or negative errno; import_free() in any case. */
must_check int import_look(struct import *import, struct machine *machine);
void import_free(struct import *import);

/* Whether a setting cannot be imported. */
bool import_has_problem(const struct import *import);

/* --- the steps of import_look() ------------------------------------------------------------------
 */

/* rules.c: makes the rules of all settings. */
void import_make_rules(struct import *import);

/*
 * blacklist.c: adds a setting for each "blacklist" line of /etc/modprobe.d whose driver, by
 * modules.alias of the running kernel, matches functions of this machine, and only such as rules
 * take.
 */
void import_look_for_blacklists(struct import *import);

/* explain.c: fills unexplained, and names in the warnings what guests of libvirt bind themselves.
 */
void import_explain(struct import *import);

#endif
