/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel says about one PCI function, file by file, in /sys/bus/pci/devices/ADDRESS.
 * Nothing here writes.
 *
 * Relied on (Documentation/ABI/testing/sysfs-bus-pci, drivers/pci/pci-sysfs.c): modalias has the
 * IDs and the class, and is shown without the device's lock, which a probe that hangs may hold
 * (uevent took it in some kernels: drivers/base/core.c, commit c0a40097f0bc); driver and
 * iommu_group are links that are absent when there is none.
 */
#ifndef VFIO_PREBIND_PCI_FUNCTION_H
#define VFIO_PREBIND_PCI_FUNCTION_H

#include <stdbool.h>

#include "core/pci.h"
#include "kernel/fs.h"

#define PCI_DEVICES "sys/bus/pci/devices"

/* PCI_DEVICES/ADDRESS and what follows it: "", "/driver". 0, or -ENAMETOOLONG. */
must_check int pci_path(char path[FS_PATH_SIZE], const struct pci_address *address,
			const char *name);

/* IDs and class, from modalias. 0 or negative errno; -EINVAL if it is not what a kernel writes. */
must_check int pci_read_identity(struct fs *fs, struct pci_device *device);

/*
 * The kernel links each name to the function of that name. Under another name an exclusion by path
 * would not hold. 0; -ENOTUNIQ: it is to another function; negative errno.
 */
must_check int pci_check_link(struct fs *fs, const struct pci_address *address);

/* The number of its IOMMU group, -1 for none. 0 or negative errno. */
must_check int pci_read_iommu_group(struct fs *fs, struct pci_device *device);

/* For class 0680, whether the function is an endpoint. 0 or negative errno. */
must_check int pci_read_header(struct fs *fs, struct pci_device *device);

/* Its driver now, "" for none. 0 or negative errno. */
must_check int pci_read_driver(struct fs *fs, const struct pci_address *address,
			       char driver[PCI_DRIVER_SIZE]);

/* Its driver override now, "" for none. 0 or negative errno. */
must_check int pci_read_override(struct fs *fs, const struct pci_address *address,
				 char driver[PCI_DRIVER_SIZE]);

/* Whether it exists now; also true when that cannot be determined. */
bool pci_is_there(struct fs *fs, const struct pci_address *address);

bool pci_is_boot_vga(struct fs *fs, const struct pci_device *device);
bool pci_is_virtual(struct fs *fs, const struct pci_device *device);

/* Whether the kernel knows this PCI driver: loaded or built in. */
bool pci_has_driver(struct fs *fs, const char *driver);

#endif
