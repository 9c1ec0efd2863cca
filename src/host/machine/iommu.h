/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the kernel uses an IOMMU for the PCI functions, and if not, why, and what turns it on:
 * the one answer of "iommu", "check" and "groups". Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_IOMMU_H
#define VFIO_PREBIND_MACHINE_IOMMU_H

#include <stdbool.h>
#include <stddef.h>

#include "core/cmdline.h"
#include "core/pci.h"
#include "core/text.h"
#include "host/loader/loader.h"
#include "host/machine/config_files.h"
#include "kernel/fs.h"

/* Whose driver the kernel has for the IOMMU: Hygon's and Zhaoxin's are those of the other two. */
enum iommu_vendor { IOMMU_OTHER, IOMMU_INTEL, IOMMU_AMD };

struct iommu {
	struct fs *fs;
	size_t groups; /* that have PCI functions; 0: it is off */
	enum iommu_vendor vendor;
	bool has_dmar, has_ivrs;           /* the firmware describes an IOMMU of Intel, of AMD */
	const struct config_file *cmdline; /* borrowed; the running kernel's */
	struct cmdline_word off;           /* what turns it off; off.text is NULL: no word does */
	bool has_intel_on; /* the command line has intel_iommu=on, and nothing undoes it */
	enum loader loader;
	bool is_enabled; /* by "iommu --enable", for the next boot */
};

/* Borrows fs and cmdline. */
void iommu_read(struct fs *fs, const struct pci_devices *devices, const struct config_file *cmdline,
		struct iommu *iommu);

/* "Intel", "AMD"; NULL: neither. */
const char *iommu_vendor_name(const struct iommu *iommu);

/* "DMAR", "IVRS": the table with which the firmware describes it; NULL: it has none. */
const char *iommu_table(const struct iommu *iommu);

/* On although no word says so, as some kernels are built for Intel. */
bool iommu_is_on_by_itself(const struct iommu *iommu);

/* Why it is off, a phrase, and what turns it on, an imperative. Not for one that is on. */
void iommu_explain_off(const struct iommu *iommu, struct text *cause, struct text *cure);

#endif
