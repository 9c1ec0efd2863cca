/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions that the host needs, each with what for, and the rules that would take one of them.
 * Who finds them: src/host/needs/storage.h and route.h. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_PROTECTION_H
#define VFIO_PREBIND_IMAGE_PROTECTION_H

#include <stddef.h>

#include "core/config.h"
#include "core/diagnostic.h"
#include "core/pci.h"

/* A function that the host lives on. */
struct protected_device {
	struct pci_address address;
	char *what; /* owned: "/", "/home", "swap /dev/dm-1": the first that was found */
};

struct protection {
	struct protected_device *list; /* owned; protection_free() */
	size_t count;
	struct diagnostics unlocated; /* what is in use and not found: "/", why */
};

/* Adds the function unless it is there already; what is copied. 0 or -ENOMEM. */
must_check int protection_add(struct protection *protection, const struct pci_address *address,
			      const char *what);

void protection_free(struct protection *protection);

/* The entry of the function at this address; NULL: there is none. */
const struct protected_device *protection_of(const struct protection *protection,
					     const struct pci_address *address);

/*
 * Why the rule would take a function that the host lives on, directly or through its group:
 * that entry, or NULL. A "!" rule saves a rule for places, not one for IDs, which finds the same
 * function at whatever address it has next time. "set pin=no" speaks of another machine.
 */
const struct protected_device *protection_find(const struct protection *protection,
					       const struct config *config,
					       const struct pci_devices *devices,
					       const struct rule *rule);

/*
 * Where something is unlocated: a storage controller that the rule would take by its ID or its
 * group and that is not known to be the host's; NULL. By address a rule means the one that is
 * there.
 */
const struct pci_device *protection_find_doubtful(const struct protection *protection,
						  const struct config *config,
						  const struct pci_devices *devices,
						  const struct rule *rule);

#endif
