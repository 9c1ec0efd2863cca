/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SR-IOV of the kernel in memory. As unkind as the real one: a number over the total is ERANGE,
 * without a driver it is ENOENT, and where there are virtual functions it is EBUSY. A driver that
 * cannot make any is a fault of the test: "write ...sriov_numvfs ENOENT".
 */
#ifndef VFIO_PREBIND_TESTS_SRIOV_H
#define VFIO_PREBIND_TESTS_SRIOV_H

#include "fake/kernel.h"

/* Whether drivers may have the function: a virtual one without an override only with autoprobe. */
bool fake_may_probe(const struct fake *fake, const struct fake_device *device);

/* What is written to the files of a physical function. 0 or negative errno. */
int fake_store_numvfs(struct fake *fake, struct fake_device *device, const char *text,
		      size_t length);
int fake_store_autoprobe(struct fake *fake, struct fake_device *device, const char *text,
			 size_t length);

/* The physical function loses its driver, and so its virtual ones. */
void fake_remove_virtual(struct fake *fake, struct fake_device *device);

#endif
