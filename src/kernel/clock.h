/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one clock. The tests replace it with a clock of their own.
 */
#ifndef VFIO_PREBIND_CLOCK_H
#define VFIO_PREBIND_CLOCK_H

#include <stdint.h>

/* Microseconds of CLOCK_MONOTONIC; 0 when there is no such clock. */
uint64_t monotonic_us(void);

#endif
