/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Formats a line with a caret under the place of an error.
 */
#ifndef VFIO_PREBIND_DEVICES_CARET_H
#define VFIO_PREBIND_DEVICES_CARET_H

#include <stddef.h>

#include "core/text.h"

/*
 * Adds the line, indented, and under it a caret below the byte at column (from 1; 0: no caret). A
 * long line is shortened to the part around the column; bytes other than printable ASCII become
 * '?'.
 */
void caret_format(const char *line, size_t length, size_t column, struct text *out);

#endif
