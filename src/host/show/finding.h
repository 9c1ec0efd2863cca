/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A danger on standard output: code, place and cause, and its line with a caret.
 */
#ifndef VFIO_PREBIND_SHOW_FINDING_H
#define VFIO_PREBIND_SHOW_FINDING_H

#include "host/danger/danger.h"

/* line has no newline; NULL: the finding is about none. */
void show_finding(const struct finding *finding, const char *line);

#endif
