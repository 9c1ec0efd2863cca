/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a reading verb says of the next boot besides its table.
 */
#ifndef VFIO_PREBIND_SHOW_COMPLAINTS_H
#define VFIO_PREBIND_SHOW_COMPLAINTS_H

#include "host/machine/next_boot.h"

/*
 * Prints all problems: what could not be read, bad lines, rules left out or not pinned, rules that
 * match nothing.
 */
void next_boot_complain(const struct next_boot *next_boot);

/* Prints that the IOMMU will be off, and the cure, if anything is to be bound. */
void next_boot_complain_iommu(const struct next_boot *next_boot);

#endif
