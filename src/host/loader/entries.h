/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What makes boot entries from /etc/kernel/cmdline.
 */
#ifndef VFIO_PREBIND_LOADER_ENTRIES_H
#define VFIO_PREBIND_LOADER_ENTRIES_H

#include "host/loader/job.h"

/* Makes the entries of all kernels again, or says what went wrong. */
void entries_refresh(struct loader_job *job);

/* Calls see for each command that makes them, "kernel-install ...". 0 or negative errno. */
typedef void entries_command_fn(void *data, const char *command);
must_check int entries_each_command(struct fs *fs, entries_command_fn *see, void *data);

/* The same as commands, each "run '...'" after what out has already. */
void entries_explain_refresh(struct fs *fs, struct text *out);

#endif
