/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the boot stage of this boot saw: which functions are here now and were not when the boot
 * stage looked, or will not be at the next boot: it runs before any module is loaded and before
 * udev. The boot report knows what it saw; without one sysfs tells. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_LATE_H
#define VFIO_PREBIND_MACHINE_LATE_H

#include <stdbool.h>

#include "core/pci.h"
#include "core/text.h"
#include "kernel/fs.h"

enum late_kind {
	LATE_NOT,        /* the boot stage sees it */
	LATE_VIRTUAL,    /* a virtual function: the driver of its physical function makes it */
	LATE_CONTROLLER, /* on a root bus that a driver opens: VMD, some host bridges */
	LATE_REMOVABLE,  /* it can be unplugged, and there is no report */
	LATE_UNSEEN,     /* the boot stage of this boot did not see it */
};

struct late {
	enum late_kind kind;
	bool has_origin;           /* the physical function; the controller, if it is a function */
	struct pci_address origin; /* valid with has_origin */
	char driver[PCI_DRIVER_SIZE]; /* that opens the root bus; "": not known */
	char found[PCI_DRIVER_SIZE];  /* bound to it when the boot stage looked; "": none */
};

/*
 * One element for each function of devices, owned by the caller. What cannot be read says nothing.
 * 0 and *late; -ENOMEM.
 */
must_check int late_read(struct fs *fs, const struct pci_devices *devices, struct late **late);

/* Whether it is behind Intel's Volume Management Device, which hides drives from the firmware's
 * list. */
bool late_is_behind_vmd(const struct late *late, const struct pci_device *device);

/* "is a virtual function of ...": what the function is the subject of. */
void late_explain(const struct late *late, struct text *out);

#endif
