/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verbs of the host command: one file each, one row each in the table of main.c.
 */
#ifndef VFIO_PREBIND_VERBS_H
#define VFIO_PREBIND_VERBS_H

#include "cli/cli.h"

/* argv[0] is the verb. Each returns an exit status. */
enum status verb_image_config(const struct verb *verb, int argc, char **argv);

#endif
