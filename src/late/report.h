/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reports of functions that came after the boot stage, one file each in /run/vfio-prebind/late.
 * A function has one from the moment it was decided about until it is removed.
 */
#ifndef VFIO_PREBIND_LATE_REPORT_H
#define VFIO_PREBIND_LATE_REPORT_H

#include <stdbool.h>

#include "core/report.h"
#include "kernel/fs.h"

bool late_report_exists(struct fs *fs, const struct pci_address *address);

/*
 * Whether the report says that the function was bound, and it still has a driver. Takes no lock of
 * the kernel's.
 */
bool late_is_taken(struct fs *fs, const struct pci_address *address);

/* why as for report_write_late(). 0 or negative errno. */
must_check int late_report_write(struct fs *fs, const struct report *report, size_t match,
				 const char *why);

/* 0, also when there is none; negative errno. */
must_check int late_report_remove(struct fs *fs, const struct pci_address *address);

#endif
