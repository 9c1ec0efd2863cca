/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine as a picture: bridges with what is below them, IOMMU groups as coloured frames,
 * drivers, and what the rules take. No I/O.
 */
#ifndef VFIO_PREBIND_GROUPS_SVG_H
#define VFIO_PREBIND_GROUPS_SVG_H

#include <json-c/json.h>

#include "core/pci.h"
#include "core/text.h"

/*
 * An SVG 1.1 document. rows has an object for each of the devices, in any order, with the members
 * of "groups --json". 0 or -ENOMEM.
 */
must_check int svg_draw(const struct pci_devices *devices, struct json_object *rows,
			struct text *out);

#endif
