/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions a reading verb shows: those of a kind ("gpu"), and those that a selector names
 * ("01:00.0", "10de:*", "!01:00.1"). Without any, all.
 */
#ifndef VFIO_PREBIND_DEVICES_FILTER_H
#define VFIO_PREBIND_DEVICES_FILTER_H

#include <stdbool.h>

#include "host/devices/device_args.h"

/* What --help shows for its words. */
#define FILTER_ARGUMENTS "[KIND|SELECTOR...]"
#define FILTER_KINDS "gpu, net, usb, nvme, audio"

struct filter {
	unsigned int kinds;         /* a bit for each that is asked for */
	struct selection selection; /* the selectors */
};

/*
 * Reads argv from first on. 0; -1 with *status after a message. filter_free() in any case.
 */
must_check int filter_read(const struct verb *verb, int argc, char **argv, int first,
			   struct filter *filter, enum status *status);
void filter_free(struct filter *filter);

/* Whether there is any word, so that not all is shown. */
bool filter_is_set(const struct filter *filter);

/* Whether it shows the function, an element of devices. */
bool filter_shows(const struct filter *filter, const struct pci_devices *devices,
		  const struct pci_device *device);

/* Whether a selector names it, not only its kind or its vendor. */
bool filter_names(const struct filter *filter, const struct pci_devices *devices,
		  const struct pci_device *device);

/* Whether every word names a function; false after a message about one that does not. */
must_check bool filter_finds(const struct filter *filter, const struct pci_devices *devices);

#endif
