/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs work in a process of its own for a limited time, so that neither a crash nor a driver that
 * never returns delays the boot. Knows nothing of the work.
 */
#ifndef VFIO_PREBIND_SUPERVISE_H
#define VFIO_PREBIND_SUPERVISE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/util.h"

/*
 * Zeroed memory that the supervised process shares with its parent; NULL: no memory. Never freed.
 */
must_check void *supervise_memory(size_t size);

/*
 * Runs work(data) in a child for at most ms milliseconds. 0 when it returned; -ETIMEDOUT when it
 * did not in time and was killed; -ECANCELED when it crashed. If no child can be created, it runs
 * in this process, without a limit.
 */
must_check int supervise(void (*work)(void *data), void *data, int ms);

#endif
