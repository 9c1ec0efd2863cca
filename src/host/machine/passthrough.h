/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What sysfs says about passing a function through to a guest. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_PASSTHROUGH_H
#define VFIO_PREBIND_MACHINE_PASSTHROUGH_H

#include <stdbool.h>

#include "core/pci.h"
#include "core/text.h"
#include "kernel/fs.h"

/*
 * Adds how the kernel resets the function, in the order in which it tries: "flr bus"
 * (drivers/pci/pci.c, pci_reset_fn_methods). Nothing: in no way, or the kernel is older than 5.15.
 */
void reset_methods(struct fs *fs, const struct pci_address *address, struct text *out);

/* Whether the kernel has a way to reset the function alone (drivers/pci/pci-sysfs.c). */
bool has_reset(struct fs *fs, const struct pci_address *address);

/* Whether any has: a captured machine may lack these files. */
bool has_any_reset(struct fs *fs, const struct pci_devices *devices);

#endif
