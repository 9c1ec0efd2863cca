/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verbs of the host command: one file each, one row each in the table of main.c.
 */
#ifndef VFIO_PREBIND_VERBS_H
#define VFIO_PREBIND_VERBS_H

#include "core/diagnostic.h"
#include "core/report.h"

/* argv[0] is the verb. Returns an exit status. */
typedef enum status verb_fn(int argc, char **argv);

verb_fn verb_image_config;

/* "vfio-prebind: " and the message, on standard error. */
format_like(1, 2) void complain(const char *format, ...);

/* Each entry as complain() does, behind kind: "warning" or "error". */
void complain_all(const char *kind, const struct diagnostics *diagnostics);

#endif
