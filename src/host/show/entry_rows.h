/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot entries as rows of JSON and as a table: status and apply.
 */
#ifndef VFIO_PREBIND_SHOW_ENTRY_ROWS_H
#define VFIO_PREBIND_SHOW_ENTRY_ROWS_H

#include <json-c/json.h>

#include "host/entries/judge.h"

/* Appends a row for each entry, with its verdict, and for each place that could not be read. 0 or
 * -ENOMEM.
 */
must_check int entry_rows_add(const struct boot_machine *machine,
			      const struct entry_verdict *verdicts, struct json_object *rows);

/* Prints them; nothing when there are none. 0 or negative errno. */
must_check int entry_rows_show(struct json_object *rows);

#endif
