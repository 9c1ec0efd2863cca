/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What makes boot entries from /etc/kernel/cmdline.
 */
#ifndef VFIO_PREBIND_LOADER_ENTRIES_H
#define VFIO_PREBIND_LOADER_ENTRIES_H

#include "host/loader/job.h"

/* Makes the entries of all kernels again, or says what went wrong. */
void entries_refresh(struct loader_job *job);

/* The same as commands, each "run '...'" after what out has already. */
void entries_explain_refresh(struct fs *fs, struct text *out);

#endif
