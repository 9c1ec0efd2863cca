/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * New lines at the end of the configuration file, unless they are there already or would take
 * what the host needs: what "add" and "import --write" do, with their messages.
 */
#ifndef VFIO_PREBIND_CONFIG_ADD_RULES_H
#define VFIO_PREBIND_CONFIG_ADD_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "host/base/cli.h"
#include "host/config/add_line.h"
#include "host/config/edit.h"
#include "host/machine/machine.h"

struct adding {
	bool force;   /* add even what would be refused */
	bool dry_run; /* only show what would be added */
	struct edit edit;
	struct machine machine; /* as it was read once the machine was locked */
	bool stops_apply;       /* the added rules will be left out of the images */
	bool is_refused;
	size_t added;
	struct text lines; /* as written, for output */
	bool is_open, has_host;
};

/*
 * Locks the machine, then reads it and the file, so that the edit is based on the current file.
 * STATUS_OK, or another status after a message. adding_close() in any case.
 */
enum status adding_open(struct adding *adding, const char *sysroot);
void adding_close(struct adding *adding);

/* Adds all of them, or none, after a message. */
enum status adding_run(struct adding *adding, const struct addition *list, size_t count);

#endif
