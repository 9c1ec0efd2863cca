/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the serial numbers that an image needs: those of the cards that it pins and of all cards of
 * the same kind.
 */
#ifndef VFIO_PREBIND_MACHINE_SERIALS_H
#define VFIO_PREBIND_MACHINE_SERIALS_H

#include "core/config.h"
#include "host/image/protection.h"
#include "kernel/fs.h"

/*
 * Reads the numbers of each function that a rule names by its place, that serial= may mean, of
 * which memory has a card, or that the host needs, and of all functions with the same IDs and
 * function number. That of a card in D3cold (power_state in sysfs, since 5.11) is unknown: reading
 * it would turn the card on. All of devices must be known: pci_read_all().
 */
void serials_read_for_image(struct fs *fs, const struct config *config, const struct config *memory,
			    const struct protection *protection, struct pci_devices *devices);

/* The same for one function and all of its kind. */
void serials_read_kind(struct fs *fs, struct pci_devices *devices, const struct pci_device *device);

#endif
