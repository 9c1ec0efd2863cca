/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the programs that run virtual machines: each prints functions as its own options or
 * elements.
 *
 * The functions of one card become one device of several functions in the guest, as they are in the
 * host, behind a PCI Express root port of its own. A card of one function is placed by the program.
 */
#ifndef VFIO_PREBIND_EXPORT_FORMATS_H
#define VFIO_PREBIND_EXPORT_FORMATS_H

#include <stdbool.h>

#include "core/pci.h"

/*
 * The guest's bus behind the first root port, for libvirt. virt-install and virt-manager make
 * fourteen root ports (virtinst/guest.py), of which libvirt numbers the buses from 1 on.
 */
#define EXPORT_FIRST_BUS 16

/* Functions of one slot in the order of their addresses; at least one. */
struct export_card {
	const struct pci_device *const *functions; /* borrowed */
	size_t count;
	size_t index;  /* among the cards that are exported, from 0 */
	bool is_whole; /* no other function of the slot is on this machine */
};

/* How a program is told of a card. */
struct export_format {
	const char *name;
	void (*begin)(bool iommufd); /* or NULL */
	void (*print)(const struct export_card *card, bool iommufd);
	void (*end)(void); /* or NULL */
	bool takes_iommufd;
	bool takes_wide_domains; /* over ffff, as behind VMD */
	size_t cards_max;        /* 0: no limit */
};

/* The format of this name, or NULL. */
const struct export_format *export_format_find(const char *name);

#endif
