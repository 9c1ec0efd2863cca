/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of "vfio-prebind status": each finds out and adds JSON, none prints.
 */
#ifndef VFIO_PREBIND_STATUS_H
#define VFIO_PREBIND_STATUS_H

#include <json-c/json.h>

#include "host/entries/read.h"
#include "host/image/verify.h"
#include "host/machine/boot_report.h"
#include "host/machine/next_boot.h"

/* The state of an image that must be rebuilt. */
#define STATUS_OUT_OF_DATE "out of date"

struct status_view {
	struct next_boot next_boot;
	struct boot_machine boot;
	struct boot_report booted;
	int no_report;       /* why there is none: negative errno of boot_report_read(); 0 */
	struct claim claim;  /* what the images must hold */
	bool is_problem;     /* anything is not as configured */
	bool is_stale;       /* an image on disk is not what the configuration makes */
	const char *command; /* that makes the images anew here; NULL: not known */
	struct text
		refresh; /* the command that makes the boot loader's copies anew; "": not known */
};

/* Rows: every function that is wanted, or given away now. 0 or negative errno. */
must_check int status_add_functions(struct status_view *view, struct json_object *rows);

/* Rows: the IOMMU groups of these functions. 0 or negative errno. */
must_check int status_add_groups(struct status_view *view, struct json_object *rows);

/* Rows: the booted image, then each on disk. 0 or negative errno. */
must_check int status_add_images(struct status_view *view, struct json_object *rows);

/* Rows: what the boot loader starts. 0 or negative errno. */
must_check int status_add_entries(struct status_view *view, struct json_object *rows);

#endif
