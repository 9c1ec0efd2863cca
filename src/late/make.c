// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One physical function: its number of virtual functions, and what its report says of it.
 */
#include "late/make.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "core/report.h"
#include "host/machine/boot_report.h"
#include "host/sriov/sriov.h"
#include "kernel/clock.h"
#include "kernel/log.h"
#include "kernel/pci_driver.h"
#include "kernel/pci_function.h"
#include "kernel/supervise.h"
#include "late/lock.h"
#include "late/report.h"

/*
 * Limits. A driver takes some milliseconds for each virtual function, and host drivers as much
 * again to probe it. With the locks and the stage, all is below udev's 180 s (event_timeout=).
 */
#define MAKE_MS 45000
#define PROBE_MS 30000

#define AUTOPROBE "/sriov_drivers_autoprobe"

/* In memory that is shared with the process that may hang. */
struct attempt {
	struct fs *fs;
	struct pci_address physical;
	unsigned int wanted, total, before, after;
	char autoprobe[8];
	int error;
};

static int write_attribute(struct fs *fs, const struct pci_address *address, const char *name,
			   const char *text)
{
	char path[FS_PATH_SIZE];
	int r = pci_path(path, address, name);

	return r ? r : fs_write(fs, path, text);
}

static int keep_drivers_away(struct attempt *attempt)
{
	char path[FS_PATH_SIZE];
	int r = pci_path(path, &attempt->physical, AUTOPROBE);

	if (!r)
		r = fs_read_attribute(attempt->fs, path, attempt->autoprobe,
				      sizeof(attempt->autoprobe));
	return r ? r : fs_write(attempt->fs, path, "0");
}

static void make(void *data)
{
	struct attempt *attempt = data;
	char number[16];

	attempt->before = attempt->after = sriov_count(attempt->fs, &attempt->physical);
	if (attempt->before || attempt->wanted > attempt->total)
		return;
	attempt->error = keep_drivers_away(attempt);
	if (attempt->error)
		return;
	(void)snprintf(number, sizeof(number), "%u", attempt->wanted);
	attempt->error = write_attribute(attempt->fs, &attempt->physical, "/sriov_numvfs", number);
	attempt->after = sriov_count(attempt->fs, &attempt->physical);
}

/* What came of it, for the report. Whether it is as configured. */
static bool explain(const struct attempt *attempt, const char *driver, struct text *why)
{
	unsigned int wanted = attempt->wanted;

	if (!pci_is_there(attempt->fs, &attempt->physical))
		text_puts(why, "skipped: the function is gone");
	else if (attempt->error == -ENOENT)
		text_printf(why, "skipped: %s cannot make virtual functions", driver);
	else if (attempt->error)
		text_printf(why, "skipped: %s could not make %u virtual functions: %s", driver,
			    wanted, error_text(attempt->error));
	else if (attempt->before && attempt->before != wanted)
		text_printf(why, "skipped: it has %u virtual functions already, not %u",
			    attempt->before, wanted);
	else if (wanted > attempt->total)
		text_printf(why, "skipped: it can have %u virtual functions, not %u",
			    attempt->total, wanted);
	else if (attempt->after != wanted)
		text_printf(why, "skipped: %s made %u virtual functions, not %u", driver,
			    attempt->after, wanted);
	else
		text_printf(why, "left to %s, with %u virtual functions%s", driver, wanted,
			    attempt->before ? " that were there before" : "");
	return attempt->after == wanted;
}

static int report(struct fs *fs, struct choice *choice, bool is_good, uint64_t start,
		  const char *why)
{
	const struct times times = { .start = start, .total = monotonic_us() - start };
	const struct outcome outcome = { 0 };
	struct match *match = &choice->decision.matches.list[0];
	const struct report report = { .version = VERSION,
				       .inputs = &choice->inputs,
				       .decision = &choice->decision,
				       .outcomes = &outcome,
				       .times = &times };
	struct text line = { 0 };

	if (!is_good)
		match->verdict = VERDICT_BUSY;
	outcome_describe(match, &outcome, why, &line);
	log_line(is_good ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING, "%s", text_string(&line));
	text_free(&line);
	return pci_is_there(fs, &match->device->address) ? late_report_write(fs, &report, 0, why)
							 : 0;
}

static int attempt_run(struct attempt *attempt, const struct match *match)
{
	int r;

	attempt->wanted = match->rule->vfs.count;
	attempt->total = sriov_total(attempt->fs, &attempt->physical);
	(void)alarm(MAKE_MS / 1000 + 1);
	r = supervise(make, attempt, MAKE_MS);
	(void)alarm(0);
	return r;
}

static int make_for(struct making *making, struct choice *choice, const char *driver)
{
	const struct match *match = &choice->decision.matches.list[0];
	struct attempt *attempt = supervise_memory(sizeof(*attempt));
	uint64_t start = monotonic_us();
	struct text why = { 0 };
	bool is_good = false;
	int r;

	if (!attempt)
		return -ENOMEM;
	attempt->fs = making->fs;
	attempt->physical = making->physical;
	if (choice->refusal.length) {
		text_puts(&why, text_string(&choice->refusal));
	} else if (!strcmp(driver, RULE_DRIVER_DEFAULT) || !strcmp(driver, match->rule->driver)) {
		text_printf(&why, "skipped: bound to %s, which makes no virtual functions", driver);
	} else {
		r = attempt_run(attempt, match);
		attempt->error = r ? r : attempt->error;
		is_good = explain(attempt, driver, &why);
	}
	making->count = attempt->after;
	memcpy(making->autoprobe, attempt->autoprobe, sizeof(making->autoprobe));
	r = text_error(&why);
	if (!r)
		r = report(making->fs, choice, is_good, start, why.data);
	text_free(&why);
	return r;
}

/*
 * One that somebody asked for is the moment only if it is the first, in the boot whose
 * configuration this is: later ones must not change a function that is in use.
 */
static bool is_moment(struct fs *fs, const struct event *event, const struct config *config)
{
	struct boot_report booted = { 0 };
	bool is_booted;

	if (event->is_bind || event->is_new)
		return event->is_bind && event->is_new;
	if (late_report_exists(fs, &event->address) || boot_report_read(fs, &booted))
		return false;
	is_booted = config->digest && !strcmp(config->digest, booted.digest);
	boot_report_free(&booted);
	return is_booted;
}

int making_begin(struct fs *fs, const struct event *event, struct making *making)
{
	char driver[PCI_DRIVER_SIZE];
	struct choice choice = { 0 };
	int r;

	making->fs = fs;
	making->physical = event->address;
	if (!sriov_total(fs, &event->address) || pci_read_driver(fs, &event->address, driver) ||
	    !*driver)
		return 0;
	r = choice_find_physical(fs, event, &choice);
	if (!r && choice.decision.matches.count && is_moment(fs, event, &choice.inputs.config)) {
		r = late_lock(fs, LATE_LOCK_VFS, MAKE_MS / 1000);
		if (!r)
			r = make_for(making, &choice, driver);
	}
	choice_free(&choice);
	return r;
}

/* Held ones and those of vfio-pci have an override. */
static bool is_of_host(struct fs *fs, const struct pci_address *address)
{
	char text[PCI_DRIVER_SIZE];

	return !pci_read_driver(fs, address, text) && !*text &&
	       !pci_read_override(fs, address, text) && !*text;
}

static void offer(void *data)
{
	const struct making *making = data;
	unsigned int i;

	for (i = 0; i < making->count; i++) {
		struct pci_address address;

		if (sriov_find_virtual(making->fs, &making->physical, i, &address) &&
		    is_of_host(making->fs, &address))
			driver_offer_to_host(making->fs, &address);
	}
}

void making_end(const struct making *making)
{
	int r;

	if (!making->autoprobe[0])
		return;
	(void)alarm(PROBE_MS / 1000 + 1);
	r = write_attribute(making->fs, &making->physical, AUTOPROBE, making->autoprobe);
	if (!r)
		r = supervise(offer, (void *)making, PROBE_MS);
	if (r)
		log_line(LOG_LEVEL_ERROR,
			 "the virtual functions of the host may have no driver: %s", error_text(r));
}
