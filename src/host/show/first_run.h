/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a reading verb shows while nothing is configured: the GPUs of the machine and the line to
 * type next.
 */
#ifndef VFIO_PREBIND_SHOW_FIRST_RUN_H
#define VFIO_PREBIND_SHOW_FIRST_RUN_H

#include "host/machine/machine.h"

/* Prints to standard output. 0 or negative errno. */
must_check int first_run_show(struct machine *machine);

/* Prints the line to type next alone, below a table that has the GPUs. */
void first_run_advise(const struct machine *machine);

#endif
