/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reports of functions that came after the boot stage, one file each in /run/vfio-prebind/late.
 * A function has one from the moment it was decided about until it is removed: then the udev rule
 * deletes it.
 */
#ifndef VFIO_PREBIND_LATE_REPORT_H
#define VFIO_PREBIND_LATE_REPORT_H

#include <stdbool.h>

#include "core/report.h"
#include "kernel/fs.h"

/* Those that there are. If they cannot be listed, every function has one. */
struct late_reports {
	char **names; /* in byte order */
	size_t count;
	bool is_unknown;
};

/* *reports is zeroed; late_reports_free() in any case. 0, or -ENOMEM. */
must_check int late_reports_list(struct fs *fs, struct late_reports *reports);
bool late_reports_have(const struct late_reports *reports, const struct pci_address *address);
void late_reports_free(struct late_reports *reports);

bool late_report_exists(struct fs *fs, const struct pci_address *address);

/*
 * Whether the report says that the function was bound, or found bound, and it still has a driver.
 * Takes no lock of the kernel's.
 */
bool late_is_taken(struct fs *fs, const struct pci_address *address);

/* why as for report_write_late(). 0 or negative errno. */
must_check int late_report_write(struct fs *fs, const struct report *report, size_t match,
				 const char *why);

#endif
