/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the Device Serial Numbers of cards. Each read goes to the hardware: only functions that a
 * rule may concern are read, and only their list of capabilities, four bytes at a time.
 *
 * Relied on (drivers/pci/pci-sysfs.c): serial_number exists since 6.18, only root can read it, and
 * it gives -EIO for a number of zero (serial_number_show()), which is then read from config; config
 * has cfg_size bytes, 256 without extended capabilities, and ends after 64 without CAP_SYS_ADMIN
 * (pci_read_config()). The list starts at 0x100; an entry has its ID in the lower 16 bits and the
 * next offset in the upper 12 (include/uapi/linux/pci_regs.h, PCI_EXT_CAP_ID()).
 */
#ifndef VFIO_PREBIND_KERNEL_SERIAL_H
#define VFIO_PREBIND_KERNEL_SERIAL_H

#include "core/config.h"
#include "core/pci.h"
#include "kernel/fs.h"

/*
 * Fills serial_state and serial of the function, once: its own number, otherwise that of function 0
 * in the same slot when both are below a port, since a number belongs to a card.
 */
void serial_read(struct fs *fs, struct pci_devices *devices, struct pci_device *device);

/*
 * serial_read() for each function that a rule may identify by its number: all that may be the card
 * of a rule with an identity, and those that a rule with serial= names. Functions that cannot be
 * read are named in errors. 0, or -ENOMEM. Sort again then.
 */
must_check int serials_read(struct fs *fs, const struct config *config, struct pci_devices *devices,
			    struct diagnostics *errors);

#endif
