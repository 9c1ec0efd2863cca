/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a block device to the PCI functions below it, by following sysfs: the device's own path,
 * otherwise its slaves/ (device-mapper, md, bcache, multipath) and the controllers of an NVMe
 * subsystem. Both programs; knows nothing of mounts.
 */
#ifndef VFIO_PREBIND_BLOCK_H
#define VFIO_PREBIND_BLOCK_H

#include "core/pci.h"
#include "kernel/fs.h"

/* Device-mapper on md on device-mapper ...: deeper than this is a loop. */
#define BLOCK_DEPTH_MAX 16

/* Devices in one visit, each once per device that is built on it. */
#define BLOCK_VISITS_MAX 4096

/* Callbacks. A nonzero return value ends the visit, which returns it. */
struct block_visitor {
	/*
	 * Each function in the path of a device: the controller and, if it is behind a controller
	 * with a root bus of its own (VMD), that one too. The same function may come more than
	 * once.
	 */
	int (*function)(void *data, const struct pci_address *address);
	/*
	 * A device with no function in its path and none below it, by the link's target; may be
	 * NULL.
	 */
	int (*end)(void *data, const char *target);
	void *data;
};

/*
 * path is a link to a block device: "sys/class/block/sda2", "sys/dev/block/8:2". 0; -ENOENT when
 * there is none; -E2BIG over BLOCK_DEPTH_MAX or BLOCK_VISITS_MAX; -ENOMEM; what the visitor
 * returned; or the first negative errno of a device that cannot be read. The visit continues after
 * -E2BIG and after what cannot be read, so that it finds everything it can.
 */
must_check int block_visit(struct fs *fs, const char *path, const struct block_visitor *visitor);

#endif
