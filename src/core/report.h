/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot report, /run/vfio-prebind/boot.json: what was configured, what was found, what was done,
 * and the outcome. A documented format: vfio-prebind-boot(8). No I/O.
 */
#ifndef VFIO_PREBIND_REPORT_H
#define VFIO_PREBIND_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/decision.h"
#include "core/outcome.h"
#include "core/text.h"

#define REPORT_FORMAT 1
#define REPORT_DIRECTORY "run/vfio-prebind"
#define REPORT_NAME "boot.json"
/* beside it: the configuration of the image, from which the next one is built */
#define MEMORY_NAME "config"

/* beside it, for each function that was taken after the boot stage: ADDRESS.json */
#define LATE_FORMAT 1
#define LATE_DIRECTORY REPORT_DIRECTORY "/late"

/* Exit statuses of both programs. */
enum status {
	STATUS_OK = 0,
	STATUS_NOT_AS_CONFIGURED = 1,
	STATUS_USAGE = 2,
	STATUS_FAILED = 3,
	STATUS_PENDING = 4, /* a reboot is all that is missing; of the host command's status only */
};

/* Microseconds. */
struct times {
	uint64_t start; /* of CLOCK_MONOTONIC, which counts from the kernel's start */
	uint64_t read;
	uint64_t decide;
	uint64_t steps[ACTION_PROBE + 1]; /* by enum action_kind */
	uint64_t settle;
	uint64_t total;
};

struct report {
	const char *version;
	const struct inputs *inputs;
	const struct decision *decision;
	const struct outcome *outcomes; /* one per match */
	const struct times *times;
	bool dry_run;
};

/* "found", "moved", ...: the report's word for the fate of a card. */
const char *report_fate(enum identity_fate fate);

/*
 * STATUS_FAILED if the functions could not be listed; 1 when any line, rule or function has a
 * problem.
 */
enum status report_status(const struct report *report);

void report_write(const struct report *report, struct text *out);

/*
 * Of one function that came after the boot stage: what the boot report has of a function, and
 * whether it was bound to a host driver. why as for outcome_describe().
 */
void report_write_late(const struct report *report, size_t match, const char *why,
		       struct text *out);

#endif
