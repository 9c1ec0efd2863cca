/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What people call a card, for tables that must fit 80 columns: of the names in pci.ids the part
 * that tells cards apart. Pure.
 */
#ifndef VFIO_PREBIND_SHOW_SHORT_NAME_H
#define VFIO_PREBIND_SHOW_SHORT_NAME_H

#include <stdint.h>

#include "core/text.h"

/*
 * "Advanced Micro Devices, Inc. [AMD/ATI]" is AMD, "Samsung Electronics Co Ltd" is Samsung: the
 * name in brackets, else without what says that it is a company.
 */
void short_vendor(const char *vendor, struct text *out);

/*
 * "TU116M [GeForce GTX 1660 Ti Mobile]" is GeForce GTX 1660 Ti Mobile: the product in brackets at
 * the end, unless they hold no product, as in "SATA Controller [AHCI mode]".
 */
void short_product(const char *product, struct text *out);

/*
 * "GeForce GTX 1660, NVIDIA", "Cannon Lake PCH HECI, Intel": product and vendor in short, without
 * "Controller" and "Adapter", which a class beside it says. What HBAs have in brackets is a code
 * name: "SAS2008 PCI-Express Fusion-MPT SAS-2 [Falcon]".
 */
void brief_name(uint32_t class, const char *product, const char *vendor, struct text *out);

/* "VGA", "NVMe", "Ethernet": of the class, 0x030000. NULL: none is known. */
const char *short_class(uint32_t class);

#endif
