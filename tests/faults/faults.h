/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What runs again and again with something else going wrong: the boot program, and what
 * image-config does. faults.c makes the runs, boot.c and image.c say what one is and what must hold
 * after it.
 */
#ifndef VFIO_PREBIND_TESTS_FAULTS_H
#define VFIO_PREBIND_TESTS_FAULTS_H

#include <stdbool.h>

#include "fake/kernel.h"

/* The machine of the run. */
extern struct fake fake;

struct run;

struct kind {
	const char *name; /* behind the case's name in messages */
	int (*run)(struct run *run);
	bool (*check)(struct run *run);
};

/* A machine, and what comes of it when nothing more goes wrong than the case says. */
struct subject {
	const char *name; /* of the case */
	const struct kind *kind;
	struct fake start, end;
	unsigned long operations, allocations;
	unsigned long runs, failures;
};

/* One run. */
struct run {
	struct subject *subject;
	char what[64];             /* goes wrong */
	const struct fault *fault; /* NULL: an allocation, or nothing */
	int status;                /* what the kind's run() returned */
};

/* The case booted with its files, booted with its image, and that image written. */
extern const struct kind boot_of_files, boot_of_image, image_config;

/* What the rules of subject->start list when nothing goes wrong; before the runs. 0 or errno. */
int boot_prepare(struct subject *subject);

/* Frees what the first run of image_config has left for comparison. */
void image_config_end(void);

/* The copy that a run begins with. */
void run_start(const struct subject *subject);

/* Prints what does not hold, with the function's name or NULL. Always false. */
bool run_fail(struct run *run, const char *device, const char *phrase);

#endif
