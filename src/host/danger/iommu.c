// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of an IOMMU that is off, for all functions or for one.
 */
#include "host/danger/danger.h"
#include "host/machine/iommu_next.h"
#include "host/machine/viability.h"

void find_iommu_off(struct check *check)
{
	struct finding *finding;
	struct iommu iommu;

	iommu_read(check->machine->fs, &check->devices, &check->machine->files, &iommu);
	if (!check->devices.count || !check_has_rules(check) ||
	    (iommu.groups && iommu_outlook(&iommu) == IOMMU_WILL_BE_ON))
		return;
	finding = finding_add(check, NULL, NULL);
	text_puts(&finding->cause, iommu.groups ? "the IOMMU will be off at the next boot, and no "
						  "device can be passed through without it; "
						: "the IOMMU is off: no device has an IOMMU group, "
						  "so none can be passed through; ");
	iommu_explain(&iommu, &finding->cause, &finding->cure);
}

static bool has_groups(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++)
		if (check->devices.list[i].group >= 0)
			return true;
	return false;
}

/* A function that no IOMMU covers, while others are covered: vfio-pci refuses it. */
void find_no_group(struct check *check)
{
	size_t i;

	for (i = 0; has_groups(check) && i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = check_taken(check, device);
		struct finding *finding;

		if (!match || device->group >= 0 || !driver_is_vfio(match->rule->driver))
			continue;
		finding = finding_add(check, match->rule, device);
		describe_taken(check, match, &finding->cause);
		text_puts(&finding->cause, " has no IOMMU group, although other devices do: no "
					   "IOMMU covers it, and vfio-pci refuses it");
		cure_by_excluding(match, &finding->cure);
	}
}
