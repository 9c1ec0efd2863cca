/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether output is in colour, by the option --color of every verb.
 */
#ifndef VFIO_PREBIND_BASE_COLOUR_H
#define VFIO_PREBIND_BASE_COLOUR_H

#include <stdbool.h>

/* "auto", "always" or "never", for this process; false: when is not one of these. */
bool colour_choose(const char *when);

/*
 * Whether standard output gets colour. With auto, as at the start: only on a terminal, not with
 * NO_COLOR (https://no-color.org), not with TERM=dumb.
 */
bool colour_is_on(void);

#endif
