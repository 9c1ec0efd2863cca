/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What import has found, for people and for programs. For src/cli/import/import.c alone.
 */
#ifndef VFIO_PREBIND_IMPORT_SHOW_H
#define VFIO_PREBIND_IMPORT_SHOW_H

#include "cli/import/translation.h"

/* The comment lines above the rule in the configuration. */
void import_comment(const struct import_rule *rule, struct text *out);

/* The configuration, on standard output. 0 or negative errno. */
must_check int import_print(const struct import *import);

/*
 * What could not be imported, and what remains to delete and to run: on standard error. is_added:
 * the rules are in the configuration.
 */
void import_print_problems(const struct import *import);
void import_print_advice(const struct import *import, bool is_added);

/* All of it as JSON, on standard output. 0 or negative errno. */
must_check int import_print_json(const struct import *import);

#endif
