/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program keeps of its initial privileges, descriptors and umask.
 */
#ifndef VFIO_PREBIND_BASE_PRIVILEGE_H
#define VFIO_PREBIND_BASE_PRIVILEGE_H

#include "core/util.h"

enum privilege {
	PRIVILEGE_READ,  /* read any file: CAP_DAC_READ_SEARCH */
	PRIVILEGE_WRITE, /* and write it, with its owner: CAP_DAC_OVERRIDE, _CHOWN, _FOWNER */
	PRIVILEGE_ALL,   /* change the kernel, or start programs whose needs are unknown */
};

/*
 * Drops all other capabilities for good and, unless privilege is PRIVILEGE_ALL, those that a
 * started program could gain. 0 or negative errno.
 */
must_check int privilege_keep(enum privilege privilege);

/*
 * Drops CAP_SYS_ADMIN, which the kernel requires to read all of a function's configuration space
 * (drivers/pci/pci-sysfs.c, pci_read_config()): PRIVILEGE_READ and PRIVILEGE_WRITE keep it until
 * the serial numbers are read. PRIVILEGE_ALL keeps it. 0 or negative errno.
 */
must_check int privilege_drop_admin(void);

/*
 * Call first: opens standard input, output and error if needed, closes all other inherited
 * descriptors, and sets a umask so that other users cannot write to new files.
 */
void privilege_start(void);

#endif
