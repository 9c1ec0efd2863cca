/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Disks on a network: the server of an iSCSI session or of an NVMe over fabrics controller.
 */
#ifndef VFIO_PREBIND_NEEDS_REMOTE_H
#define VFIO_PREBIND_NEEDS_REMOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "kernel/fs.h"

/* An IPv6 address with an interface, and more. */
#define REMOTE_ADDRESS_SIZE 96

/*
 * The server of a disk with this path in sysfs. 0 and its address, "" if it is unknown, as for nbd
 * and rbd; -ENOENT when the disk is not on a network; negative errno.
 */
must_check int remote_server(struct fs *fs, const char *target, char address[REMOTE_ADDRESS_SIZE]);

/*
 * The value of key ("addr=") in a list of options that commas separate. 0; -ENOENT without it;
 * -EMSGSIZE when it does not fit into size bytes with its NUL.
 */
must_check int remote_option(const char *options, const char *key, char *out, size_t size);

#endif
