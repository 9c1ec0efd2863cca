// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Relied on (drivers/vfio/vfio.c up to 5.18, vfio_dev_viable(); since 5.19 drivers/iommu/iommu.c,
 * iommu_group_claim_dma_owner(), with driver_managed_dma set in pcieport, pci-stub and the vfio
 * drivers).
 */
#include "host/machine/viability.h"

#include <string.h>

bool driver_is_vfio(const char *driver)
{
	/* variants: mlx5_vfio_pci, nvgrace-gpu-vfio-pci */
	return strstr(driver, "vfio");
}

/* PCI, semi-transparent and CardBus bridges have header types 1 and 2. */
static bool has_bridge_header(const struct pci_device *device)
{
	uint32_t class = device->class >> 8;

	return class == 0x0604 || class == 0x0609 || class == 0x0607;
}

bool device_blocks_group(const struct pci_device *device)
{
	return device->driver[0] && !has_bridge_header(device) && !driver_is_vfio(device->driver) &&
	       strcmp(device->driver, "pci-stub") != 0;
}

bool group_is_viable(const struct pci_devices *devices, int group)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].group == group && device_blocks_group(&devices->list[i]))
			return false;
	return true;
}

const struct pci_device *group_blocking_bridge(const struct pci_devices *devices, int group)
{
	size_t i;

	for (i = 0; group >= 0 && i < devices->count; i++)
		if (devices->list[i].group == group && pci_is_bridge(&devices->list[i]) &&
		    device_blocks_group(&devices->list[i]))
			return &devices->list[i];
	return NULL;
}
