/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parameters of vfio's modules and of vfio-prebind, and those that only look like them. Says why a
 * parameter has no effect, if that is known.
 */
#ifndef VFIO_PREBIND_OTHERS_PARAMETERS_H
#define VFIO_PREBIND_OTHERS_PARAMETERS_H

#include "core/cmdline.h"
#include "kernel/fs.h"

/* State of reading one list of parameters. Starts as { 0 }. */
struct parameter_reader {
	char list[32]; /* the parameter before is a list of this name; "": it is none */
};

/*
 * The next parameter of a kernel command line, or with module ("vfio-pci") of that module's options
 * in modprobe.d. Writes to why, why it has no effect, as a phrase. false: it may have an effect, or
 * does not concern vfio.
 */
bool parameter_has_no_effect(struct parameter_reader *reader, struct fs *fs, const char *module,
			     const struct cmdline_word *word, struct text *why);

/* Whether all of it is a list of IDs as vfio-pci.ids= accepts it, or of selectors. Not empty. */
bool is_device_list(const char *text, size_t length);

#endif
