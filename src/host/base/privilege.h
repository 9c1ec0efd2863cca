/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program keeps of the privileges that it was started with, and of the rest that it was
 * given: descriptors and the mask of modes.
 */
#ifndef VFIO_PREBIND_BASE_PRIVILEGE_H
#define VFIO_PREBIND_BASE_PRIVILEGE_H

#include "core/util.h"

enum privilege {
	PRIVILEGE_READ,  /* read any file: CAP_DAC_READ_SEARCH */
	PRIVILEGE_WRITE, /* and write it, with its owner: CAP_DAC_OVERRIDE, _CHOWN, _FOWNER */
	PRIVILEGE_ALL,   /* change the kernel, or start programs that need who knows what */
};

/*
 * Gives up all capabilities beyond, for good, and, unless privilege is PRIVILEGE_ALL, what a
 * program that is started could gain. 0 or negative errno.
 */
must_check int privilege_keep(enum privilege privilege);

/*
 * Gives up CAP_SYS_ADMIN, which the kernel wants from who reads all of a function's configuration
 * space (drivers/pci/pci-sysfs.c, pci_read_config()): PRIVILEGE_READ and PRIVILEGE_WRITE have it
 * until the serial numbers are read. PRIVILEGE_ALL keeps it. 0 or negative errno.
 */
must_check int privilege_drop_admin(void);

/*
 * First of all: standard input, output and error are open, nothing else that was inherited is,
 * and no file that we or our programs make is for others to write.
 */
void privilege_start(void);

#endif
