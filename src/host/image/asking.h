/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which rules of an image ask for the IOMMU group of a function. It is as in src/core/match.h: the
 * last rule that names the function decides, and neither a bridge nor an excluded function asks for
 * its group. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_ASKING_H
#define VFIO_PREBIND_IMAGE_ASKING_H

#include "host/image/recall.h"

/* Whether rule "index" names the function: a known card where it was found, or what is there now.
 */
bool asking_means(const struct recalled *rules, size_t index, const struct pci_devices *devices,
		  const struct pci_device *device);

/* Whether rule "index" has group=yes and decides about the function. */
bool asking_for_group(const struct recalled *rules, size_t index, const struct pci_devices *devices,
		      const struct pci_device *device);

/*
 * Whether group=yes of rule "index", or of the rule that it is a member of a group by, has no
 * effect now: it names functions, and each is excluded or a later rule decides about it. Such an
 * image has neither group=yes nor the members, so that the next one knows none by memory.
 */
bool asking_has_no_effect(const struct recalled *rules, size_t index,
			  const struct pci_devices *devices);

#endif
