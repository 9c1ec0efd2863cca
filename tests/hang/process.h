/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run of the boot program whose work is done by real processes, on a machine in memory that
 * they share. What is killed and does not end is left behind, and ended after the run.
 */
#ifndef VFIO_PREBIND_TESTS_PROCESS_H
#define VFIO_PREBIND_TESTS_PROCESS_H

#include "fake/kernel.h"

/* The machine, in shared memory; fake_now from then on. NULL without memory. */
struct fake *process_machine(void);

/*
 * Runs the boot program; each supervised process has limit_ms instead of what it should have.
 * Returns its exit status. *disturbed: a process was cut off that was at nothing that hangs, since
 * it had no processor; the run shows nothing.
 */
int process_boot(int limit_ms, bool *disturbed);

#endif
