/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What goes wrong in a run, and the record of what was done. Each operation of the code under
 * test passes fault_enter() first, which counts it and may fail it.
 *
 * As text, one fault a line:
 *   OPERATION PATH WHAT [once] [after=N]
 *                                   read, list, link, exists, write, replace; load NAME WHAT;
 *                                   probe ADDRESS WHAT and remove ADDRESS WHAT, by a driver; log
 *                                   kmsg WHAT; the first N such operations go well
 *   operation K WHAT                the K-th operation of any kind, from 1
 * WHAT: an errno's name; short (of a write: half of it arrives); ignored (of a write: it succeeds
 * and nothing happens); vanish=ADDRESS (the function is unplugged, and the operation goes on);
 * replug=ADDRESS (the same, and one like it comes at once); exchange=ADDRESS (and one of another
 * kind); hang and crash (the supervised process is cut off there, and what it was at stays: a lock
 * of a probe, of a removal or of a write to a file of a function, a load).
 */
#ifndef VFIO_PREBIND_TESTS_FAULT_H
#define VFIO_PREBIND_TESTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pci.h"

#define FAULTS_MAX 32
#define FAULT_PATH_SIZE 256

enum operation {
	OPERATION_READ,
	OPERATION_LIST,
	OPERATION_LINK,
	OPERATION_EXISTS,
	OPERATION_WRITE,
	OPERATION_REPLACE,
	OPERATION_LOAD,
	OPERATION_PROBE, /* of a driver; these are not counted */
	OPERATION_REMOVE,
	OPERATION_LOG,
};

struct fake;

struct fault {
	unsigned long at; /* the operation's number; 0: operation and path tell */
	enum operation operation;
	char path[FAULT_PATH_SIZE]; /* with at: where it was, afterwards */
	int error;                  /* errno, positive; 0 for a vanishing */
	bool short_write;
	bool ignored;
	bool cut; /* hang or crash, error tells which */
	bool once;
	unsigned long after;
	bool spent;
	char vanish[PCI_ADDRESS_SIZE];
	void (*unplug)(struct fake *fake, const char *name); /* what happens to it */
};

struct fault_plan {
	struct fault list[FAULTS_MAX];
	size_t count;
};

/* 0, or -EINVAL with *line at the first line that is wrong. */
int fault_parse(struct fault_plan *plan, const char *text, size_t length, unsigned int *line);

/*
 * Counts the operation. 0, or the negative errno that it must fail with. Of a write *arrives is the
 * number of its bytes, and becomes that of those that arrive; NULL otherwise.
 */
int fault_enter(struct fake *fake, enum operation operation, const char *path, size_t *arrives);

/* The errno, negative, with which one that is not counted must fail; 0: none. */
int fault_uncounted(struct fake *fake, enum operation operation, const char *path);

/* Records what came of it: r is 0 or negative errno, text what was written, or NULL. Returns r. */
int fault_leave(struct fake *fake, enum operation operation, const char *path, const char *text,
		int r);

/* "EBUSY"; a number in words where the name is not known. */
const char *fault_error_name(int error);

#endif
