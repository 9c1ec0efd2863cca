/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Shows a line with a caret under the place where it is wrong.
 */
#ifndef VFIO_PREBIND_DEVICES_CARET_H
#define VFIO_PREBIND_DEVICES_CARET_H

#include <stddef.h>

#include "core/text.h"

/*
 * Adds the line, indented, and under it a caret below the byte at column (from 1; 0: no caret).
 * Of a long line the part around the column is shown; what is not printable ASCII becomes '?'.
 */
void caret_format(const char *line, size_t length, size_t column, struct text *out);

#endif
