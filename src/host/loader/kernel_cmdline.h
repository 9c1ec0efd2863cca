/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /etc/kernel/cmdline: the words that kernel-install(8), sdbootutil(8) and proxmox-boot-tool(8)
 * give to the entries that they make. Where it is missing they take those of /proc/cmdline, so that
 * a word which somebody has typed for one boot becomes permanent
 * (systemd, 90-loaderentry.install; sdbootutil, create_boot_options(); proxmox-kernel-helper,
 * zz-proxmox-boot). Here a new one is made of the default entry's words.
 */
#ifndef VFIO_PREBIND_LOADER_KERNEL_CMDLINE_H
#define VFIO_PREBIND_LOADER_KERNEL_CMDLINE_H

#include "host/entries/places.h"
#include "host/loader/job.h"

#define KERNEL_CMDLINE "etc/kernel/cmdline"

/*
 * Whether entries here get the words of this boot when they are made again: one of them is made
 * from the file, which is missing, and so is the vendor's, which Proxmox does not read.
 */
bool kernel_cmdline_is_missing(const struct boot_machine *machine);

/* Adds the words without those that a boot loader adds by itself: initrd= and BOOT_IMAGE=. */
void kernel_cmdline_add(const char *words, struct text *out);

/*
 * Where kernel_cmdline_is_missing() and this boot has other words than the default entry: writes
 * the file, from the default entry's. done: what was written, and why; problem: why it could not
 * be. Neither: there was nothing to do. 0 or negative errno.
 */
must_check int kernel_cmdline_keep(const struct boot_machine *machine, const char *sysroot,
				   struct text *done, struct text *problem);

/*
 * Adds those of the job's words that are not there to the first line that is no comment: of more
 * lines proxmox-boot-tool(8) reads only the first. note is what a note says that this made before.
 * Writes the note first.
 */
void kernel_cmdline_enable(struct loader_job *job, const char *note);

/*
 * Takes the words away from that line. A file that is still what made says is removed if entries
 * get the same words without it; after a boot with the words they would come back from there.
 */
void kernel_cmdline_disable(struct loader_job *job, const char *words, const char *made);

#endif
