/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which PCI functions exist, below which bridges and in which IOMMU groups.
 *
 * At boot each system call costs time, and no rule concerns most functions: the scan reads one
 * small file per function, and the rest only for functions that a rule may need.
 *
 * Relied on (drivers/base/core.c, drivers/pci/probe.c): a function's directory is in that of the
 * bridge above it, and its link in /sys/bus/pci/devices runs through the bridges; an IOMMU group's
 * directory has a link to each of its devices (drivers/iommu/iommu.c).
 */
#ifndef VFIO_PREBIND_PCI_SCAN_H
#define VFIO_PREBIND_PCI_SCAN_H

#include "core/diagnostic.h"
#include "core/pci.h"
#include "core/selector.h"
#include "kernel/fs.h"

/*
 * Addresses, IDs and classes of all functions, sorted. One that vanishes meanwhile is skipped; one
 * that cannot be read is skipped and named in errors. 0 and *devices; -E2BIG over PCI_DEVICES_MAX;
 * negative errno when there is no list at all.
 */
must_check int pci_scan(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors);

/*
 * Reads driver and group of one function, and for class 0680 its header type, unless they are
 * known. If something cannot be read, or is a link to another function, the function is doubtful
 * and is named in errors. 0, or -ENOMEM. After reading groups, sort the functions again.
 */
must_check int pci_read_function(struct fs *fs, struct pci_device *device,
				 struct diagnostics *errors);

/*
 * Finds what is in a place that a path names, bridge by bridge: the parents of the functions there.
 * 0, also when there is nothing; -EIO when the scan could not read a bridge; negative errno. Sort
 * again then.
 */
must_check int pci_read_path(struct fs *fs, struct pci_devices *devices,
			     const struct selector *selector);

/* pci_read_function() for each function of the IOMMU group. 0 or negative errno. */
must_check int pci_read_group(struct fs *fs, struct pci_devices *devices, int group,
			      struct diagnostics *errors);

/* Finds the bridge above the function, its parent. 0 or negative errno. Sort again then. */
must_check int pci_read_parent(struct fs *fs, const struct pci_devices *devices,
			       struct pci_device *device);

/* Reads everything about all functions, sorted. 0, or -ENOMEM. */
must_check int pci_read_all(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors);

#endif
