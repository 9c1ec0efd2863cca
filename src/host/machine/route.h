/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PCI functions behind the default route, IPv4 and IPv6: from the kernel's routing tables to
 * interfaces, through bonds, bridges and VLANs to what is below them, to functions.
 *
 * Not found: routes in other tables than the main one, and what carries a tunnel.
 */
#ifndef VFIO_PREBIND_MACHINE_ROUTE_H
#define VFIO_PREBIND_MACHINE_ROUTE_H

#include "host/image/protection.h"
#include "kernel/fs.h"

/*
 * Adds every function in the sysfs path of such an interface; its "what" is the interface's name.
 * A table that is not there or too large is none. 0 or -ENOMEM.
 */
must_check int route_find(struct fs *fs, struct protection *found);

#endif
