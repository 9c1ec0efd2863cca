/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Physical functions and their virtual ones, as sysfs has them, and what rules with vfs= mean by
 * them. Reads only.
 *
 * Relied on (drivers/pci/iov.c): sriov_totalvfs and sriov_numvfs are there for a physical function
 * only; it has a link virtfnN to each virtual function, which has a link physfn; both are made a
 * moment after the add event of the virtual function (pci_iov_add_virtfn()).
 */
#ifndef VFIO_PREBIND_SRIOV_H
#define VFIO_PREBIND_SRIOV_H

#include <stdbool.h>

#include "core/decision.h"
#include "kernel/fs.h"

/* How many virtual functions it can have. 0: none, or it is no physical function. */
unsigned int sriov_total(struct fs *fs, const struct pci_address *physical);

/* How many it has now. */
unsigned int sriov_count(struct fs *fs, const struct pci_address *physical);

/* The virtual function with this index. false: it is not there. */
bool sriov_find_virtual(struct fs *fs, const struct pci_address *physical, unsigned int index,
			struct pci_address *address);

/* The function that a virtual one is of. false: it is no virtual function. */
bool sriov_find_physical(struct fs *fs, const struct pci_address *address,
			 struct pci_address *physical);

/* "left to its host driver for its virtual functions: vfs=8@0-3 are for vfio-pci" */
void sriov_explain(const struct match *physical, struct text *out);

/* Whether a rule has vfs=. */
bool sriov_is_asked_for(const struct config *config);

/*
 * Adds a rule for each virtual function that is there and that a rule with vfs= means: with the
 * options of that rule, in front of all others, so that a rule which names the function wins.
 * Reads these functions. The functions and groups of the other rules have been read, and cards
 * found. 0, or -ENOMEM.
 */
must_check int sriov_add_rules(struct fs *fs, struct inputs *inputs);

#endif
