/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PCI functions that carry the default route or the route to a server, IPv4 and IPv6: from the
 * kernel's routing tables to interfaces, through bonds, bridges and VLANs to what is below them, to
 * functions.
 *
 * Not found: routes in tables other than the main one, and what carries a tunnel.
 */
#ifndef VFIO_PREBIND_NEEDS_ROUTE_H
#define VFIO_PREBIND_NEEDS_ROUTE_H

#include "host/image/protection.h"
#include "kernel/fs.h"

/* A VLAN on a bridge on a bond ...: deeper than this is a loop. */
#define ROUTE_DEPTH_MAX 8

/* Interfaces in one search, each as often as a route or another interface leads to it. */
#define ROUTE_VISITS_MAX 4096

/*
 * Adds every function in the sysfs path of such an interface; its "what" is the interface's name. A
 * missing table is empty. 0; -ENOMEM; or, after adding all that can be found, -E2BIG over one of
 * these limits or the first negative errno of a file that cannot be read.
 */
must_check int route_find(struct fs *fs, struct protection *found);

/*
 * Adds every function of the route to a server, with this "what"; of the default routes if address
 * is "", or if no route with a function leads there, as with a tunnel. *is_found: a route was
 * found, or the server is this machine. 0; -EINVAL when address is not an IPv4 or IPv6 address; as
 * above.
 */
must_check int route_find_server(struct fs *fs, const char *address, const char *what,
				 struct protection *protection, bool *is_found);

#endif
