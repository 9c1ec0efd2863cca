/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the kernel will use an IOMMU at the next boot, and if not, why, and how to turn it on:
 * the shared answer of "iommu", "check", "plan", "status", "add" and "groups". Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_IOMMU_NEXT_H
#define VFIO_PREBIND_MACHINE_IOMMU_NEXT_H

#include "core/text.h"
#include "host/machine/iommu.h"

enum iommu_outlook {
	IOMMU_WILL_BE_ON,
	IOMMU_TURNED_OFF,  /* by a word on the kernel command line */
	IOMMU_NOT_ASKED,   /* the kernel waits for intel_iommu=on */
	IOMMU_UNDESCRIBED, /* by the firmware, or the machine has none */
	IOMMU_OF_XEN,
	IOMMU_UNUSED, /* for a reason that only the kernel log shows */
};

enum iommu_outlook iommu_outlook(const struct iommu *iommu);

/* Whether the kernel turns it on without intel_iommu=on: it is on without that word. */
bool iommu_is_on_by_itself(const struct iommu *iommu);

/*
 * Why it will be off, as a phrase, and how to turn it on, as an imperative; if it is off and will
 * be on, what changes, and "reboot". Not for an IOMMU that is on and stays on.
 */
void iommu_explain(const struct iommu *iommu, struct text *cause, struct text *cure);

#endif
