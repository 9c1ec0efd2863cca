/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The search for what something stands on: from a block device by any of its names, a ZFS pool or a
 * server to PCI functions. It goes through what is stacked on block devices and, where no device is
 * below, through loop, zram, ZFS volumes and disks on a network. Knows no mounts.
 */
#ifndef VFIO_PREBIND_NEEDS_SEARCH_H
#define VFIO_PREBIND_NEEDS_SEARCH_H

#include "host/image/protection.h"
#include "host/needs/labels.h"

struct search {
	struct fs *fs;
	struct protection *protection; /* gets the functions */
	struct diagnostics *errors;    /* get what cannot be read */
	struct labels labels;
	char **visited; /* owned: names of block devices, "pool NAME" */
	size_t visited_count;
	unsigned int depth;
	const char *what; /* the functions are needed for this */
	bool is_missing;  /* something that it stands on was not found */
};

/* 0 or -ENOMEM; search_end() in any case. The pointers live longer than the search. */
must_check int search_start(struct search *search, struct fs *fs, struct protection *protection,
			    struct diagnostics *errors);
void search_end(struct search *search);

/* From now on it is for this, which lives until the next call; nothing is missing yet. */
void search_for(struct search *search, const char *what);

/*
 * Each adds the functions below; what is not there or not known sets is_missing, what cannot be
 * read goes to errors, too. What was visited before is known. 0 or -ENOMEM.
 */
must_check int search_path(struct search *search, const char *path); /* a link to the device */
must_check int search_number(struct search *search, unsigned int major, unsigned int minor);
must_check int search_pool(struct search *search, const char *dataset);
must_check int search_server(struct search *search, const char *address);

/*
 * "/dev/sda2", "/dev/mapper/name", "/dev/disk/by-id/...", "UUID=...", "LABEL=...", "PARTUUID=...",
 * "PARTLABEL=...". Of several devices with one label, that which was visited before is meant, if
 * there is one, or else all.
 */
must_check int search_source(struct search *search, const char *source);

/* What cannot be read goes to errors; search_missed(): unless it is not there, or r is 0. 0 or
 * -ENOMEM. */
must_check int search_failed(struct search *search, const char *path, int r);
must_check int search_missed(struct search *search, const char *path, int r);

#endif
