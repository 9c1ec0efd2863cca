/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine now and the decision of its next boot: the starting point of the reading verbs. Reads
 * only; prints only what could not be read.
 */
#ifndef VFIO_PREBIND_MACHINE_NEXT_BOOT_H
#define VFIO_PREBIND_MACHINE_NEXT_BOOT_H

#include "host/base/cli.h"
#include "host/image/verify.h"
#include "host/machine/iommu.h"
#include "host/machine/machine.h"

struct next_boot {
	struct machine machine;
	struct iommu iommu;   /* will it be on: iommu_outlook() */
	struct text image;    /* what image-config writes now */
	struct inputs inputs; /* the same, read by the boot stage's own reader, and the rest */
	size_t image_rules;   /* the first of its rules: those of the image */
	struct decision decision;
	struct inputs later_inputs; /* the same rules on all functions, as when each appears */
	struct decision later;      /* only of those that the boot stage will not see */
	/* owned; one for each match: OUTCOME_OPEN, or what is known to come of it */
	struct outcome *outcomes, *later_outcomes;
	struct diagnostics warnings; /* of image-config */
};

/* 0, or negative errno with a message printed. next_boot_close() in any case. */
must_check int next_boot_open(struct next_boot *next_boot, const char *sysroot);
void next_boot_close(struct next_boot *next_boot);

/*
 * Ignores vfio_prebind.enable=0 on the next boot's command line: decides as the configuration asks.
 * 0, or negative errno.
 */
must_check int next_boot_as_configured(struct next_boot *next_boot);

/*
 * Decides again after the machine's memory has changed. What was borrowed before is invalid. 0, or
 * negative errno.
 */
must_check int next_boot_decide_again(struct next_boot *next_boot);

/* What the next boot decides about the function; NULL: no rule names it. */
const struct match *next_boot_match(const struct next_boot *next_boot,
				    const struct pci_address *address);

/*
 * What is decided about a function that the boot stage will not see, an element of the machine's,
 * when it appears: machine_late(); NULL: the next boot sees it, or no rule names it, or it can
 * never be bound.
 */
const struct match *next_boot_match_late(const struct next_boot *next_boot,
					 const struct pci_device *device);

/* The outcome of such a match in a word: "later" if it will be bound, otherwise as in a report. */
const char *next_boot_word_late(const struct next_boot *next_boot, const struct match *match);

/* "to be bound to vfio-pci when it appears: it is removable, ...", or why it is not. */
void next_boot_explain_late(const struct next_boot *next_boot, const struct match *match,
			    struct text *out);

/* What each image must contain, so that the next boot decides this way. Borrowed. */
struct claim next_boot_claim(const struct next_boot *next_boot);

/* Whether nothing is configured yet, valid or not. */
bool next_boot_is_first_run(const struct next_boot *next_boot);

#endif
