/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions that the host needs, each with its purpose, and the rules that would take one of them.
 * src/host/needs/storage.h and route.h find them. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_PROTECTION_H
#define VFIO_PREBIND_IMAGE_PROTECTION_H

#include <stddef.h>

#include "core/config.h"
#include "core/diagnostic.h"
#include "core/pci.h"

/* A function that the host needs. */
struct protected_device {
	struct pci_address address;
	char *what; /* owned: "/", "/home", "swap /dev/dm-1": the first purpose found */
};

struct protection {
	struct protected_device *list; /* owned; protection_free() */
	size_t count;
	struct diagnostics unlocated; /* what is in use but was not found: "/", with the reason */
};

/* Adds the function unless it is listed; copies what. 0 or -ENOMEM. */
must_check int protection_add(struct protection *protection, const struct pci_address *address,
			      const char *what);

void protection_free(struct protection *protection);

/* The entry of the function at this address; NULL: there is none. */
const struct protected_device *protection_of(const struct protection *protection,
					     const struct pci_address *address);

/*
 * The entry of a function that the host needs and the rule would take, directly or through its
 * group; or NULL. A "!" rule saves a rule for places, not one for IDs, which would find the
 * function at its next address. With "set pin=no" the rule is for another machine.
 */
const struct protected_device *protection_find(const struct protection *protection,
					       const struct config *config,
					       const struct pci_devices *devices,
					       const struct rule *rule);

/*
 * If something is unlocated: a storage controller that the rule would take by its ID or its group,
 * and that may be the host's; or NULL. A rule by address means the controller that is there.
 */
const struct pci_device *protection_find_doubtful(const struct protection *protection,
						  const struct config *config,
						  const struct pci_devices *devices,
						  const struct rule *rule);

#endif
