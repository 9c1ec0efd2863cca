/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parameters of vfio's modules and of vfio-prebind, and those that only look like them. Says of a
 * parameter why it has no effect, where that is known.
 */
#ifndef VFIO_PREBIND_OTHERS_PARAMETERS_H
#define VFIO_PREBIND_OTHERS_PARAMETERS_H

#include "core/cmdline.h"
#include "kernel/fs.h"

/* What was read of one list of parameters. Starts as { 0 }. */
struct parameter_reader {
	char list[32]; /* the parameter before is a list of this name; "": it is none */
};

/*
 * The next parameter of a kernel command line, or with module ("vfio-pci") of that module's options
 * in modprobe.d. Writes to why, as a sentence without subject and full stop, why it has no effect.
 * false: it may have one, or is no business of vfio's.
 */
bool parameter_has_no_effect(struct parameter_reader *reader, struct fs *fs, const char *module,
			     const struct cmdline_word *word, struct text *why);

/* Whether all of it is a list of IDs as vfio-pci.ids= takes it, or of selectors. Not empty. */
bool is_device_list(const char *text, size_t length);

#endif
