/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Machines from files and directories: the only part of the fake that reads the real disk.
 */
#ifndef VFIO_PREBIND_TESTS_LOAD_H
#define VFIO_PREBIND_TESTS_LOAD_H

#include "fake/kernel.h"

/* machine_parse() at a depth of includes. */
int load_text(struct fake *fake, const char *machines, const char *name, const char *text,
	      size_t length, unsigned int depth);

/* machine_read() at a depth of includes. */
int load_machine(struct fake *fake, const char *machines, const char *path, unsigned int depth);

#endif
