/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verbs of the host command: one file each, one row each in the table of main.c.
 */
#ifndef VFIO_PREBIND_VERBS_H
#define VFIO_PREBIND_VERBS_H

#include "host/base/cli.h"

/* argv[0] is the verb. Each returns an exit status. */
enum status verb_setup(const struct verb *verb, int argc, char **argv);
enum status verb_apply(const struct verb *verb, int argc, char **argv);
enum status verb_add(const struct verb *verb, int argc, char **argv);
enum status verb_remove(const struct verb *verb, int argc, char **argv);
enum status verb_edit(const struct verb *verb, int argc, char **argv);
enum status verb_check(const struct verb *verb, int argc, char **argv);
enum status verb_groups(const struct verb *verb, int argc, char **argv);
enum status verb_plan(const struct verb *verb, int argc, char **argv);
enum status verb_status(const struct verb *verb, int argc, char **argv);
enum status verb_iommu(const struct verb *verb, int argc, char **argv);
enum status verb_rescue(const struct verb *verb, int argc, char **argv);
enum status verb_bind(const struct verb *verb, int argc, char **argv);
enum status verb_release(const struct verb *verb, int argc, char **argv);
enum status verb_export(const struct verb *verb, int argc, char **argv);
enum status verb_import(const struct verb *verb, int argc, char **argv);
enum status verb_complete(const struct verb *verb, int argc, char **argv);
enum status verb_image_config(const struct verb *verb, int argc, char **argv);

#endif
