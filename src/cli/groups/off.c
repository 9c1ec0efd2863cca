// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What to say where no function has an IOMMU group.
 *
 * Relied on: firmware that has VT-d on publishes an ACPI table DMAR, with AMD-Vi on an IVRS; of
 * the two only Intel's driver waits for a parameter (drivers/iommu/intel/iommu.c, unless the
 * kernel has INTEL_IOMMU_DEFAULT_ON).
 */
#include <string.h>

#include "cli/groups/groups.h"
#include "host/base/cli.h"

#define CPUINFO_MAX ((size_t)16 * 1024 * 1024)
#define TABLES "sys/firmware/acpi/tables"
#define VENDOR_INTEL 0x8086
#define VENDOR_AMD 0x1022

/* Of the processor; where /proc/cpuinfo is not to be had, of the bridge that the buses hang on. */
static int32_t find_vendor(const struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	cleanup_free char *data = NULL;
	size_t length;

	if (!fs_read(machine->fs, "proc/cpuinfo", CPUINFO_MAX, &data, &length)) {
		if (strstr(data, "GenuineIntel"))
			return VENDOR_INTEL;
		return strstr(data, "AuthenticAMD") ? VENDOR_AMD : PCI_ANY;
	}
	return devices->count ? devices->list[0].id.vendor : PCI_ANY;
}

void groups_complain_off(const struct machine *machine)
{
	int32_t vendor = find_vendor(machine);

	complain("no function has an IOMMU group: the IOMMU is off, and without it no device can "
		 "be given to a virtual machine");
	if (vendor != VENDOR_AMD && fs_exists(machine->fs, TABLES "/DMAR"))
		complain("the firmware has VT-d on; the kernel needs intel_iommu=on on its command "
			 "line: \"vfio-prebind iommu --enable\" does that, then reboot");
	else if (vendor == VENDOR_INTEL)
		complain("turn on VT-d in the firmware's setup, and put intel_iommu=on on the "
			 "kernel "
			 "command line: \"vfio-prebind iommu --enable\" does that, then reboot");
	else if (vendor == VENDOR_AMD)
		complain("turn on IOMMU (AMD-Vi) in the firmware's setup; the kernel needs no "
			 "parameter");
	else
		complain("turn it on in the firmware's setup; \"vfio-prebind iommu\" tells more");
}
