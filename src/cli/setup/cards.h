/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cards of this machine that can be passed through: those that "vfio-prebind add --group"
 * accepts.
 */
#ifndef VFIO_PREBIND_SETUP_CARDS_H
#define VFIO_PREBIND_SETUP_CARDS_H

#include "host/machine/machine.h"

struct card {
	const struct pci_device *device; /* borrowed; the function that it is named by */
	char address[PCI_ADDRESS_SIZE];
	bool is_gpu, is_boot_gpu;
};

struct cards {
	struct card *list; /* owned; one per group; GPUs first, the boot GPU after others */
	size_t count;
	struct card *refused; /* owned; GPUs that "add" refuses, in the order of their addresses */
	size_t refused_count;
};

/* 0, or negative errno; cards_free() in any case. */
must_check int cards_find(struct cards *cards, const struct machine *machine);
void cards_free(struct cards *cards);

/* The number, from 1, of the one to offer: a GPU that is not the boot GPU; 0: there is none. */
size_t cards_choose(const struct cards *cards);

/*
 * Prints a line for each, with the functions that come with it and what the host loses, and then
 * what is not offered.
 */
void cards_print(const struct cards *cards, struct machine *machine);

#endif
