/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the boot report. Only root can write it, but it is read like any untrusted input: limits,
 * types and addresses are checked, unknown members ignored.
 */
#ifndef VFIO_PREBIND_MACHINE_BOOT_REPORT_H
#define VFIO_PREBIND_MACHINE_BOOT_REPORT_H

#include <stdbool.h>

#include "core/pci.h"
#include "host/image/config_text.h"
#include "kernel/fs.h"

/* One function; the strings are owned by the report, "" where the report has null. */
struct boot_device {
	struct pci_address address;
	const char *outcome;       /* outcome_word() */
	const char *driver;        /* its driver at the end of the boot stage */
	const char *driver_before; /* and when it looked */
	const char *why;
	const char *file; /* of the rule */
	unsigned int line;
};

struct boot_report {
	bool enabled; /* false: vfio_prebind.enable=0 */
	const char *kernel;
	char digest[DIGEST_SIZE]; /* of the configuration in the booted image; "": none */
	struct boot_device *devices;
	size_t count;
	struct pci_address *seen; /* in order: all functions that the stage saw; NULL: unknown */
	size_t seen_count;
	struct json_object *json; /* owns the strings; boot_report_free() */
	struct json_object *late; /* owns those of boot_report_add_late(); NULL: none */
};

/*
 * Of this boot. 0 and *report; -ENOENT: the boot stage has not run; -EBADMSG: not a report;
 * -EPROTONOSUPPORT: a format that this version does not know; -EFBIG; negative errno.
 */
must_check int boot_report_read(struct fs *fs, struct boot_report *report);

/* The same from memory; does not keep the text. */
must_check int boot_report_parse(const char *text, size_t length, struct boot_report *report);

/*
 * Adds the reports of functions that appeared after the boot stage, which replace what the boot
 * report has of them. One that cannot be read is ignored. 0, or -ENOMEM.
 */
must_check int boot_report_add_late(struct fs *fs, struct boot_report *report);

void boot_report_free(struct boot_report *report);

/* What the last report about the function says, or NULL. */
const struct boot_device *boot_report_find(const struct boot_report *report,
					   const struct pci_address *address);

/* Whether the function was there when the boot stage looked; false also if that is unknown. */
bool boot_report_saw(const struct boot_report *report, const struct pci_address *address);

#endif
