/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an IOMMU group can be given to a virtual machine as it is bound now. Pure.
 */
#ifndef VFIO_PREBIND_MACHINE_VIABILITY_H
#define VFIO_PREBIND_MACHINE_VIABILITY_H

#include <stdbool.h>

#include "core/pci.h"

/* Whether the driver gives its functions to virtual machines: vfio-pci or one of its variants. */
bool driver_is_vfio(const char *driver);

/*
 * Whether the function, by the driver that it has now, keeps its group from being used: the
 * kernel lets a group go only when each function has a vfio driver, pci-stub, or no driver.
 * Bridges in the narrow sense, with a header of their own, may keep theirs.
 */
bool device_blocks_group(const struct pci_device *device);

/* Whether no function blocks the group. */
bool group_is_viable(const struct pci_devices *devices, int group);

/*
 * A bridge that blocks the group, such as an ISA bridge with lpc_ich: no rule takes a bridge, so
 * that with this driver the group is never viable. NULL: there is none.
 */
const struct pci_device *group_blocking_bridge(const struct pci_devices *devices, int group);

#endif
