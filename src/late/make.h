/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes the virtual functions that a rule with vfs= asks for, once a host driver is bound to their
 * physical function. A number that is not 0 is never changed.
 *
 * Relied on:
 *   what a write to sriov_numvfs answers (drivers/pci/iov.c, sriov_numvfs_store()): ENOENT from a
 *     driver that cannot make any; a driver may make fewer, and the write succeeds. It holds the
 *     lock of the physical function, as does a read (sriov_numvfs_show());
 *   with sriov_drivers_autoprobe at 0 only an override lets a driver have a virtual function
 *     (drivers/pci/pci-driver.c, pci_device_can_probe()); writing that file takes no lock.
 */
#ifndef VFIO_PREBIND_LATE_MAKE_H
#define VFIO_PREBIND_LATE_MAKE_H

#include <stdbool.h>

#include "kernel/fs.h"
#include "late/choose.h"

struct making {
	struct fs *fs;
	struct pci_address physical;
	unsigned int count; /* virtual functions that are there, made now or before */
	char autoprobe[8];  /* what sriov_drivers_autoprobe was; "": it is that */
};

/*
 * Makes them, without host drivers of their own, if this is the moment: the event says that a
 * driver was bound, or it is the first about a physical function that was bound before udev
 * started. The report of the physical function says what came of it. *making is zeroed;
 * making_end() in any case. 0, also when there is nothing to make; negative errno.
 */
must_check int making_begin(struct fs *fs, const struct event *event, struct making *making);

/* After those that are for vfio-pci were bound: lets host drivers have the others. */
void making_end(const struct making *making);

#endif
