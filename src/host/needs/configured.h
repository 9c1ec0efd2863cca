/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this host will use later, but does not use now: the device that hibernation resumes from,
 * filesystems and swap of /etc/fstab, EFI system partitions that are not mounted.
 */
#ifndef VFIO_PREBIND_NEEDS_CONFIGURED_H
#define VFIO_PREBIND_NEEDS_CONFIGURED_H

#include "host/needs/search.h"

/*
 * Adds the functions below them. Of /etc/fstab: /boot, /boot/efi and /efi in any case, and
 * everything that each boot mounts and cannot do without. Missing files are empty. 0 or -ENOMEM.
 */
must_check int configured_find(struct search *search);

#endif
