/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PCI functions in the definitions of Proxmox VE's virtual machines: the hostpciN lines of this
 * node's guests, including resource mappings. Proxmox binds them to vfio-pci itself.
 */
#ifndef VFIO_PREBIND_GUESTS_PROXMOX_H
#define VFIO_PREBIND_GUESTS_PROXMOX_H

#include "host/guests/guests.h"

/* Links to the node's own directory in nodes/. */
#define PROXMOX_GUESTS "etc/pve/qemu-server"
#define PROXMOX_MAPPINGS "etc/pve/mapping/pci.cfg"

/* Adds those of PROXMOX_GUESTS to guests. 0, or -ENOMEM. */
must_check int proxmox_read(struct fs *fs, struct guests *guests);

#endif
