/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What PCI functions there are and what the kernel does with them: the reading half of
 * /sys/bus/pci. Also single questions about one function that the execution asks again.
 *
 * Relied on (Documentation/ABI/testing/sysfs-bus-pci, drivers/pci/pci-sysfs.c): vendor, device,
 * subsystem_vendor, subsystem_device and class are "0x" and hexadecimal digits; driver and
 * iommu_group are links that are absent when there is none; a function's own link runs through
 * the bridges above it.
 */
#ifndef VFIO_PREBIND_PCI_SCAN_H
#define VFIO_PREBIND_PCI_SCAN_H

#include <stdbool.h>

#include "core/diagnostic.h"
#include "core/pci.h"
#include "kernel/fs.h"

/*
 * All functions in one pass. One that vanishes meanwhile is left out; one that cannot be
 * read, or is behind a bridge that cannot, is left out and named in errors. 0 and *devices; -E2BIG
 * over PCI_DEVICES_MAX; negative errno when there is no list at all.
 */
must_check int pci_scan(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors);

/* The function's driver now, "" for none. 0 or negative errno. */
must_check int pci_read_driver(struct fs *fs, const struct pci_address *address,
			       char driver[PCI_DRIVER_SIZE]);

/* The function's driver override now, "" for none. 0 or negative errno. */
must_check int pci_read_override(struct fs *fs, const struct pci_address *address,
				 char driver[PCI_DRIVER_SIZE]);

/* Whether the function is there now; also when that cannot be found out. */
bool pci_is_there(struct fs *fs, const struct pci_address *address);

/* Whether the kernel knows this PCI driver: loaded or built in. */
bool pci_has_driver(struct fs *fs, const char *driver);

#endif
