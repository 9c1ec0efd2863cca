/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a virtual machine can use an IOMMU group with its current drivers. Pure.
 */
#ifndef VFIO_PREBIND_MACHINE_VIABILITY_H
#define VFIO_PREBIND_MACHINE_VIABILITY_H

#include <stdbool.h>

#include "core/pci.h"

/* Whether the driver is for virtual machines: vfio-pci or one of its variants. */
bool driver_is_vfio(const char *driver);

/*
 * Whether the function, with its current driver, blocks its group: the kernel lets a guest use a
 * group only if each function has a vfio driver, pci-stub, or no driver. Real bridges, with a
 * bridge header, may keep their drivers.
 */
bool device_blocks_group(const struct pci_device *device);

/* Whether no function blocks the group. */
bool group_is_viable(const struct pci_devices *devices, int group);

/*
 * A bridge that blocks the group, such as an ISA bridge with lpc_ich: no rule takes a bridge, so
 * with this driver the group is never viable. NULL: there is none.
 */
const struct pci_device *group_blocking_bridge(const struct pci_devices *devices, int group);

#endif
