/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is on the block devices of the running system, read from them by libblkid: for a system on
 * which udev does not run, or an image that is built in a chroot without /run.
 */
#ifndef VFIO_PREBIND_NEEDS_PROBE_H
#define VFIO_PREBIND_NEEDS_PROBE_H

#include "host/needs/labels.h"

/*
 * Adds every block device that can be read, with the lines that udev would write. Does nothing for
 * a captured machine, whose devices are not here. 0 or -ENOMEM.
 */
must_check int probe_devices(struct fs *fs, struct labels *labels, struct diagnostics *errors);

#endif
