/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What import has found, for people and for programs. For src/cli/import/import.c alone.
 */
#ifndef VFIO_PREBIND_IMPORT_SHOW_H
#define VFIO_PREBIND_IMPORT_SHOW_H

#include "cli/import/translation.h"

/* What stands above the rule in the configuration: comment lines. */
void import_comment(const struct import_rule *rule, struct text *out);

/* The configuration, on standard output. 0 or negative errno. */
must_check int import_print(const struct import *import);

/*
 * What could not be imported; what is to be deleted yet, and run: on standard error. is_added: the
 * rules are in the configuration by now.
 */
void import_print_problems(const struct import *import);
void import_print_advice(const struct import *import, bool is_added);

/* All of it as JSON, on standard output. 0 or negative errno. */
must_check int import_print_json(const struct import *import);

#endif
