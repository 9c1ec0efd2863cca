/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of the rescue entry, of type 1 of the Boot Loader Specification (UAPI.1). No I/O. For
 * src/host/rescue/rescue.c alone.
 */
#ifndef VFIO_PREBIND_RESCUE_FILE_H
#define VFIO_PREBIND_RESCUE_FILE_H

#include "host/entries/entry.h"

/*
 * Where it is, beside the file of source: last by its name, as '~' is the oldest of all versions. 0
 * or negative errno.
 */
must_check int rescue_file_path(const struct boot_entry *source, char out[FS_PATH_SIZE]);

/*
 * The entry with this text, with another title and version and with our word. 0; -EOPNOTSUPP: that
 * does not turn the boot stage off, as its words have "--"; -EBADMSG: it is no text; -ENOMEM.
 */
must_check int rescue_file_text(const char *source, size_t length, struct text *out);

#endif
