/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gives one PCI function to a driver, or takes it from one: the only code that writes to
 * /sys/bus/pci, except for the number of virtual functions (src/late/make.c). What the kernel does
 * with it, and where it waits for a lock, is in src/kernel/execute.h.
 */
#ifndef VFIO_PREBIND_PCI_DRIVER_H
#define VFIO_PREBIND_PCI_DRIVER_H

#include <stdbool.h>

#include "core/pci.h"
#include "kernel/fs.h"

/* Whether this driver has the function now; "": none has. False if it cannot be read. */
bool driver_has(struct fs *fs, const struct pci_address *address, const char *driver);

/* Whether no driver has the function, and its override keeps all others away from it. */
bool driver_is_held(struct fs *fs, const struct pci_address *address, const char *wanted);

/* Limits the function to a driver. 0 or negative errno. */
must_check int driver_set_override(struct fs *fs, const struct pci_address *address,
				   const char *driver);

/* Unbinds the function from this driver, and no other. 0, also when it is not bound; negative
 * errno. */
must_check int driver_unbind(struct fs *fs, const struct pci_address *address, const char *driver);

/*
 * Unbinds the function from any driver except the wanted one. 0 and the name of that driver, if
 * there is one, in unbound; negative errno.
 */
must_check int driver_make_way(struct fs *fs, const struct pci_address *address, const char *wanted,
			       char unbound[PCI_DRIVER_SIZE]);

/*
 * Offers the function to its driver, and again after 20, 40, 80 ... ms while there is patience: so
 * many times for all functions that share it. 0 when it is bound; -ENODEV, or what the kernel
 * said.
 */
must_check int driver_probe(struct fs *fs, const struct pci_address *address, const char *wanted,
			    unsigned int *patience);

/* Waits until no probe or removal of the function is going on; for ever if it hangs. */
void driver_wait(struct fs *fs, const struct pci_address *address);

/* Gives the function back: both halves of it. 0, also when the function is gone; negative errno. */
must_check int driver_release(struct fs *fs, const struct pci_address *address);

/* The halves: without its override the function is the host's, even if the probe then hangs. */
must_check int driver_lift_override(struct fs *fs, const struct pci_address *address);
void driver_offer_to_host(struct fs *fs, const struct pci_address *address);

#endif
