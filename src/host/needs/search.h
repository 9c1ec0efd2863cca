/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Searches for what something depends on: from a block device by any of its names, a ZFS pool or a
 * server to PCI functions. Follows stacked block devices and, where sysfs has no device below,
 * loop, zram, ZFS volumes and disks on a network. Knows nothing of mounts.
 */
#ifndef VFIO_PREBIND_NEEDS_SEARCH_H
#define VFIO_PREBIND_NEEDS_SEARCH_H

#include "host/image/protection.h"
#include "host/needs/labels.h"

struct search {
	struct fs *fs;
	struct protection *protection; /* gets the functions */
	struct diagnostics *errors;    /* get the errors */
	struct labels labels;
	char **visited; /* owned: names of block devices, "pool NAME" */
	size_t visited_count;
	unsigned int depth;
	const char *what; /* the functions are needed for this */
	bool is_missing;  /* something below it was not found */
};

/* 0 or -ENOMEM; search_end() in any case. The pointers must outlive the search. */
must_check int search_start(struct search *search, struct fs *fs, struct protection *protection,
			    struct diagnostics *errors);
void search_end(struct search *search);

/*
 * Sets the purpose of what is found from now on, valid until the next call, and clears is_missing.
 */
void search_for(struct search *search, const char *what);

/*
 * Each adds the functions below. Anything missing or unknown sets is_missing; what cannot be read
 * goes to errors as well. Nothing is visited twice. 0 or -ENOMEM.
 */
must_check int search_path(struct search *search, const char *path); /* a link to the device */
must_check int search_number(struct search *search, unsigned int major, unsigned int minor);
must_check int search_pool(struct search *search, const char *dataset);
must_check int search_server(struct search *search, const char *address);

/*
 * "/dev/sda2", "/dev/mapper/name", "/dev/disk/by-id/...", "UUID=...", "LABEL=...", "PARTUUID=...",
 * "PARTLABEL=...". Of several devices with one label, the one that was visited before is used, if
 * any; otherwise all.
 */
must_check int search_source(struct search *search, const char *source);

/*
 * Reports what cannot be read; search_missed() does not if it does not exist, or if r is 0. 0 or
 * -ENOMEM.
 */
must_check int search_failed(struct search *search, const char *path, int r);
must_check int search_missed(struct search *search, const char *path, int r);

#endif
