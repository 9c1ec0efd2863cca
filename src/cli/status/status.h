/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of "vfio-prebind status": each finds out and adds JSON, none prints.
 */
#ifndef VFIO_PREBIND_STATUS_H
#define VFIO_PREBIND_STATUS_H

#include <json-c/json.h>

#include "host/devices/filter.h"
#include "host/entries/read.h"
#include "host/image/generator.h"
#include "host/image/verify.h"
#include "host/machine/boot_report.h"
#include "host/machine/next_boot.h"

/* The state of an image that must be rebuilt. */
#define STATUS_OUT_OF_DATE "out of date"

/* The state of what a reboot puts right, and nothing else is needed for it. */
#define STATUS_WAITS "pending"

struct status_view {
	bool json;            /* rows are printed as they are */
	struct filter filter; /* the functions that are shown, and that the exit status is about */
	struct next_boot next_boot;
	struct boot_machine boot;
	struct boot_report booted;
	int no_report;      /* why there is none: negative errno of boot_report_read(); 0 */
	struct claim claim; /* what the images must hold */
	struct image *files;
	struct verification *looks; /* one for each */
	size_t count;
	enum image_generator generator; /* of the images here */
	bool is_problem;                /* anything is not as configured, and will not be */
	bool is_pending;                /* anything is not as configured before a reboot */
	bool is_stale;                  /* an image on disk is not what the configuration makes */
	bool is_missing;                /* a kernel has no image */
	bool has_newer;                 /* an image on disk is newer than this boot */
	bool reboot_helps;              /* the next boot does what this one did not */
	struct text refresh; /* what makes the boot loader's copies again; "": not known */
};

/* Looks into the images, and at what the next boot will do otherwise. 0 or negative errno. */
must_check int status_look_at_images(struct status_view *view);
void status_free_images(struct status_view *view);

/* Rows: every function that is wanted or bound to vfio-pci, or each that was asked for. 0 or
 * negative errno. */
must_check int status_add_functions(struct status_view *view, struct json_object *rows);

/* Rows: the IOMMU groups of these functions. 0 or negative errno. */
must_check int status_add_groups(struct status_view *view, struct json_object *rows);

/* Rows: the booted image, then each on disk. 0 or negative errno. */
must_check int status_add_images(struct status_view *view, struct json_object *rows);

/* Rows: what the boot loader starts. 0 or negative errno. */
must_check int status_add_entries(struct status_view *view, struct json_object *rows);

/*
 * Adds the first line, with its full stop: ready, pending, or what is missing and what to do next.
 * top is the whole result, as --json prints it.
 */
void status_add_sentence(const struct status_view *view, struct json_object *top, struct text *out);

#endif
