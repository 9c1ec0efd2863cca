/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PCI functions in libvirt's definitions of QEMU domains, as libvirt would give them to a
 * guest that starts: <hostdev type='pci'>, <interface type='hostdev'>, <disk type='nvme'>.
 */
#ifndef VFIO_PREBIND_GUESTS_LIBVIRT_H
#define VFIO_PREBIND_GUESTS_LIBVIRT_H

#include "host/guests/guests.h"

/* Where virsh define stores them. */
#define LIBVIRT_DOMAINS "etc/libvirt/qemu"

/* Adds those of LIBVIRT_DOMAINS to guests. 0, or -ENOMEM. */
must_check int libvirt_read(struct fs *fs, struct guests *guests);

#endif
