/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of versions that the Boot Loader Specification refers to (UAPI.10, "Version Format").
 */
#ifndef VFIO_PREBIND_BASE_VERSION_H
#define VFIO_PREBIND_BASE_VERSION_H

/* Negative: a is older than b; 0: neither; positive: newer. NULL is the same as "". */
int version_compare(const char *a, const char *b);

#endif
