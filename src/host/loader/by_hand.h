/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of the kernel where no program of the system keeps them, or none that is run here.
 */
#ifndef VFIO_PREBIND_LOADER_BY_HAND_H
#define VFIO_PREBIND_LOADER_BY_HAND_H

#include "host/loader/job.h"

/*
 * What is to be done so that the next boot has the words: "add intel_iommu=on to ...", with the
 * file that the default entry has them from, or the likely one.
 */
void loader_explain_by_hand(struct fs *fs, const char *words, struct text *out);

#endif
