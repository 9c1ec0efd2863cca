/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine as text, which fake/kernel.h runs: the language is in tests/README.md. For tests
 * only: what is wrong with the text is printed on standard error.
 */
#ifndef VFIO_PREBIND_TESTS_MACHINE_H
#define VFIO_PREBIND_TESTS_MACHINE_H

#include "fake/kernel.h"

/*
 * Adds what the text says; name stands for it in messages, "include NAME" is read from
 * the directory machines. 0, or -EINVAL after a message.
 */
int machine_parse(struct fake *fake, const char *machines, const char *name, const char *text,
		  size_t length);

/* The same from a file. */
int machine_read(struct fake *fake, const char *machines, const char *path);

/*
 * A whole case: DIRECTORY/machine (or, with image set and where there is one, machine.boot), etc/
 * over it, cmdline as /proc/cmdline, and faults. With config not NULL that file is all of the
 * configuration. 0, or -EINVAL after a message.
 */
int machine_read_case(struct fake *fake, const char *machines, const char *directory, bool image,
		      const char *config);

#endif
