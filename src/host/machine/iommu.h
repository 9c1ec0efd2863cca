/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the kernel uses an IOMMU for the PCI functions, now and at the next boot: the facts.
 * iommu_next.h draws the conclusions. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_IOMMU_H
#define VFIO_PREBIND_MACHINE_IOMMU_H

#include <stdbool.h>
#include <stddef.h>

#include "core/cmdline.h"
#include "core/pci.h"
#include "host/machine/config_files.h"
#include "kernel/fs.h"

/* Whose IOMMU driver the kernel uses: Hygon's and Zhaoxin's are those of the other two. */
enum iommu_vendor { IOMMU_OTHER, IOMMU_INTEL, IOMMU_AMD, IOMMU_ARM };

/* What the firmware describes: ACPI tables, by IOMMU. */
enum iommu_table { IOMMU_NO_TABLE, IOMMU_DMAR, IOMMU_IVRS, IOMMU_IORT, IOMMU_VIOT };

/* The parts of a kernel command line that concern the IOMMU. */
struct iommu_words {
	const struct config_file *cmdline; /* borrowed */
	bool is_off;                       /* a word turns it off: iommu_next_off_word() */
	bool has_intel_on;                 /* intel_iommu=on, and nothing undoes it */
};

struct iommu {
	struct fs *fs;
	size_t groups; /* that have PCI functions; 0: it is off */
	enum iommu_vendor vendor;
	enum iommu_table table;
	bool has_devicetree; /* the firmware describes the machine with one, not with ACPI */
	bool is_guest;       /* this is a virtual machine */
	bool is_xen;         /* this is a host of Xen, which keeps the IOMMU to itself */
	struct iommu_words running, next; /* of this boot, of the next one */
	const struct next_words *from;    /* borrowed; where the words of next are */
};

/* Borrows fs and files, after config_files_read_cmdline(). */
void iommu_read(struct fs *fs, const struct pci_devices *devices, const struct config_files *files,
		struct iommu *iommu);

/* "Intel", "AMD", "Arm"; NULL: none of them. */
const char *iommu_vendor_name(const struct iommu *iommu);

/* "DMAR", "IVRS", "IORT", "VIOT"; NULL: the firmware has no such table. */
const char *iommu_table_name(const struct iommu *iommu);

/*
 * The next word of a command line, from *position on, that turns the IOMMU off on this machine.
 * false: no more.
 */
bool iommu_next_off_word(const struct iommu *iommu, const struct iommu_words *words,
			 size_t *position, struct cmdline_word *word);

/* The word without the options that turn it off; nothing when there are no others. */
void iommu_word_without_off(const struct cmdline_word *word, struct text *out);

#endif
