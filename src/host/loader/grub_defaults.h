/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that grub-mkconfig(8) gives to its entries: in a drop-in, which Debian's reads, or in
 * /etc/default/grub itself. Either is read by a shell, so one more assignment at the end adds words
 * whatever the file has before it, and goes without a trace.
 */
#ifndef VFIO_PREBIND_LOADER_GRUB_DEFAULTS_H
#define VFIO_PREBIND_LOADER_GRUB_DEFAULTS_H

#include "host/loader/job.h"

#define GRUB_DROP_IN "etc/default/grub.d/vfio-prebind.cfg"
#define GRUB_DEFAULTS "etc/default/grub"

/* Whether there is a grub-mkconfig(8) that reads the drop-in. */
bool grub_has_drop_ins(struct fs *fs);

/* Writes the drop-in with the job's words, unless it is there. */
void grub_drop_in_enable(struct loader_job *job);

/* Writes one that says nothing: the caller removes it when all is done. */
void grub_drop_in_disable(struct loader_job *job);

/* Appends the assignment to the file, or changes it; note is what a note has already. */
void grub_file_enable(struct loader_job *job, const char *note);
void grub_file_disable(struct loader_job *job);

/* What makes grub.cfg here: "update-grub". Words are separated by single blanks. */
const char *grub_command(struct fs *fs);

/* Runs it. */
void grub_run(struct loader_job *job);

#endif
