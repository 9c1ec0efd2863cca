/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of "vfio-prebind apply" share: the images and boot entries of this machine, and
 * what becomes of each.
 */
#ifndef VFIO_PREBIND_APPLY_H
#define VFIO_PREBIND_APPLY_H

#include "host/entries/judge.h"
#include "host/image/generate.h"
#include "host/image/generator.h"
#include "host/image/verify.h"
#include "host/machine/next_boot.h"

struct apply_options {
	const char *sysroot;
	const char *repin; /* selectors */
	bool verify;       /* only look */
	bool dry_run;      /* only say what would be done */
	bool force;        /* past bad lines and cards that are gone, and what is up to date too */
	bool json;
};

/* An image and what became of it. */
struct result {
	struct verification verified;
	enum image_way way;
	bool is_current; /* before anything was generated: nothing to do */
	bool is_due;     /* it is rebuilt, or would be */
	bool is_generated;
	struct text problem; /* why the generator failed: the old image is there; "": it did not */
};

struct apply {
	const struct apply_options *options;
	struct next_boot next_boot;
	struct claim claim;
	enum image_generator generator;
	struct image *files;
	struct result *results; /* one for each file */
	size_t count;
	bool has_kernel;                /* one is installed, even if it is not among files */
	struct boot_machine boot;       /* boot.fs: NULL when it is not open */
	struct entry_verdict *verdicts; /* one for each of its entries; NULL: not judged yet */
	bool is_unread;                 /* they cannot be read: there are more, or others */
	struct text words;              /* those of the default entry before anything was done */
	bool has_refreshed, has_failed; /* a program that makes entries again was run; failed */
};

/* What is wrong with an image; "": nothing. */
const char *apply_problem(const struct result *result);

#endif
