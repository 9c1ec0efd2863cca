/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this host will use although it does not now: the device that hibernation resumes from,
 * filesystems and swap of /etc/fstab, EFI system partitions that are not mounted.
 */
#ifndef VFIO_PREBIND_NEEDS_CONFIGURED_H
#define VFIO_PREBIND_NEEDS_CONFIGURED_H

#include "host/needs/search.h"

/*
 * Adds what is below them. Of /etc/fstab: /boot, /boot/efi and /efi in any case, what else is
 * mounted at each boot and without which the boot stops. What is not there is nothing. 0 or
 * -ENOMEM.
 */
must_check int configured_find(struct search *search);

#endif
