/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of vendors, devices and classes, by libpci. A captured machine has its own list, so
 * that its names are not those of this machine.
 */
#ifndef VFIO_PREBIND_NAMES_H
#define VFIO_PREBIND_NAMES_H

#include <pci/pci.h>
#include <stdbool.h>

#include "kernel/fs.h"

/* Zeroed before names_get(). */
struct names {
	struct pci_access *access; /* NULL: not asked for yet */
	int fd;                    /* of the list of a captured machine, or -1 */
};

/*
 * For pci_lookup_name(). A list that cannot be used is named in a warning and ignored. Owned by
 * names; names_free() it.
 */
struct pci_access *names_get(struct names *names, struct fs *fs, bool is_captured);

void names_free(struct names *names);

#endif
