/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What keeps a guest from functions that are bound, and what to do about it.
 */
#ifndef VFIO_PREBIND_STATUS_CURE_H
#define VFIO_PREBIND_STATUS_CURE_H

#include "cli/status/status.h"
#include "core/pci.h"

/* What keeps a guest from a function that is bound, with the cure; NULL: nothing that is known. */
const char *cure_bound(const struct status_view *view, const struct pci_device *device);

/* Why vfio-pci refuses the function as it is, with the cure; NULL: it would take it. */
const char *cure_refused(const struct status_view *view, const struct pci_device *device);

/* What makes the group viable, of which no guest can have a part. 0 or negative errno. */
must_check int cure_group(struct status_view *view, int group, struct text *out);

#endif
