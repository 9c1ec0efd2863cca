/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The firmware's framebuffer, on which the kernel shows its first console: it is memory of a GPU,
 * and while it exists no guest can use that memory. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_FRAMEBUFFER_H
#define VFIO_PREBIND_MACHINE_FRAMEBUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pci.h"
#include "kernel/fs.h"

/* The kernel parameter that disables it. */
#define FRAMEBUFFER_OFF "initcall_blacklist=sysfb_init"

/*
 * Corrects boot_vga of the functions where the kernel says more exactly which of them is the boot
 * GPU: /sys/class/drm/cardN/boot_display, since Linux 6.18, is "1" for the one in whose memory the
 * firmware had its framebuffer, of whatever display class (drivers/gpu/drm/drm_sysfs.c and
 * arch/x86/video/video-common.c, video_is_primary_device()). It is there only while a DRM driver is
 * bound. boot_vga knows VGA controllers alone.
 */
void framebuffer_mark_boot_gpu(struct fs *fs, struct pci_devices *devices);

/*
 * The function whose memory contains it now, and the name of its device in *name,
 * "simple-framebuffer.0". NULL: there is none, or the driver of a GPU has replaced it.
 */
const struct pci_device *framebuffer_find(struct fs *fs, const struct pci_devices *devices,
					  const char **name);

/*
 * Whether vfio-pci of the running kernel removes it from the function when it binds: since Linux
 * 6.0, from VGA controllers only (drivers/vfio/pci/vfio_pci_core.c, vfio_pci_vga_init()).
 * Determined by the kernel's symbols, since distributions backport the change; by its release if
 * they cannot be read.
 */
bool framebuffer_is_removed(struct fs *fs, const char *release, const struct pci_device *device);

/* Whether a kernel command line has FRAMEBUFFER_OFF, alone or in a list. */
bool framebuffer_is_off(const char *cmdline, size_t length);

#endif
