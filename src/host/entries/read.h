/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can boot a machine: the entries of its boot loader, from the files that it reads.
 */
#ifndef VFIO_PREBIND_ENTRIES_READ_H
#define VFIO_PREBIND_ENTRIES_READ_H

#include "host/entries/places.h"

/*
 * Reads the entries of a machine that is open, with the default and, where that can be told, the
 * one that was booted; nothing of their kernels and images but a kernel's release. What cannot be
 * read goes to entries.errors. 0; -E2BIG; -ENOMEM.
 */
must_check int boot_machine_read(struct boot_machine *machine);

#endif
