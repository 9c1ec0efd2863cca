/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration as it goes into an image: all files in one, pinned to what is at each place
 * now, without rules that would take the host's own disks. The format is in src/core/config.h,
 * which reads it back. No I/O; the host program only.
 */
#ifndef VFIO_PREBIND_IMAGE_CONFIG_TEXT_H
#define VFIO_PREBIND_IMAGE_CONFIG_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/config.h"
#include "core/diagnostic.h"
#include "core/pci.h"
#include "core/text.h"
#include "host/image/protection.h"

/*
 * Writes the image's configuration. memory is the configuration of an earlier image; rules that are
 * in it keep its cards (src/host/image/recall.h); NULL: none. bad has the errors in the files: they
 * go into the image, so that the boot report names them. What is left out or cannot be pinned goes
 * to warnings. Writes nothing if there are neither rules nor errors. Rules that want functions and
 * would exceed a limit are left out as well; exclusions never are. The boot program's reader
 * accepts every line. 0 or -ENOMEM.
 */
must_check int image_write(const struct config *config, const struct diagnostics *bad,
			   const struct pci_devices *devices, const struct protection *protection,
			   const struct config *memory, struct text *out,
			   struct diagnostics *warnings);

/* The digest of the rules; comments, white space and line numbers do not affect it. 0, -ENOMEM. */
must_check int image_digest(const struct config *config, char digest[DIGEST_SIZE]);

#endif
