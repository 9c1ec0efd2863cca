// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The late program as often as it has operations, and each time another one fails, hangs, crashes,
 * or is the last before the program is killed. Whatever happens, what no rule names is not touched,
 * and what a rule names is not left without any driver.
 */
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "core/report.h"
#include "fake/machine.h"
#include "unit/late.h"

static const char *const faults[] = { "ENOENT", "ENODEV", "EBUSY", "EINVAL", "EIO",  "EACCES",
				      "ENOMEM", "EINTR",  "short", "hang",   "crash" };

/* The listed card and its twin have just been plugged in: before the driver is loaded, and after.
 */
static const char *const machines[] = {
	BOOTED SEEN("") CMDLINE LISTED_CARD("host") TWIN_CARD("host"),
	BOOTED SEEN("") CMDLINE LISTED_CARD("driver") TWIN_CARD("driver"),
};

static struct fake begin, fake;

/* A hook of the leak checker: what is killed or cut off leaves its memory to the system. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}

static void start(size_t machine)
{
	struct fs *fs = unit_machine("ports", machines[machine]);

	fake_now->is_running = true;
	fake_now->log_what = FAKE_LOG_WRITES;
	fake_copy(&begin, fake_now);
	unit_machine_end(fs);
}

static int add(const char *address)
{
	return late_event("add", address, true);
}

static const char *driver_of(const char *address)
{
	int driver = fake_find_device(&fake, address)->driver;

	return driver == NO_DRIVER ? "" : fake.drivers[driver].name;
}

static const char *report(void)
{
	uint32_t file;

	return tree_find(&fake.tree, LATE_DIRECTORY "/" LISTED ".json", true, &file)
		       ? ""
		       : tree_content(&fake.tree, file);
}

static void complain(const char *what, const char *phrase)
{
	fail_msg("%s (%s): %s; %s has %s, override %s; %s\n%.*s", what,
		 fake.faults.count ? fake.faults.list[0].path : "", phrase, LISTED,
		 driver_of(LISTED), fake_find_device(&fake, LISTED)->override, report(),
		 (int)fake.log.used, fake.log.data);
}

static void check_twin(const char *what)
{
	const struct fake_device *twin = fake_find_device(&fake, TWIN);

	if (twin->override[0] || twin->driver != fake_find_device(&begin, TWIN)->driver)
		complain(what, "the twin was touched");
}

/* One that is gone has no report. */
#define GONE LISTED " 8086:10d3 not bound to vfio-pci, the function is gone"

static bool is_said(const char *text)
{
	return memmem(fake.kmsg.data, fake.kmsg.used, text, strlen(text));
}

/* What hangs keeps its lock, and with it whatever it has. */
static void check_listed(const char *what, int status)
{
	const struct fake_device *listed = fake_find_device(&fake, LISTED);
	bool bound = !strcmp(driver_of(LISTED), "vfio-pci");

	if (listed->locked)
		return;
	if (strstr(report(), "\"outcome\":\"bound\"") && !bound)
		complain(what, "it is bound only in the report");
	if (!bound && listed->override[0])
		complain(what, "it is kept from its driver");
	if (!bound && !*report() && !status && !strstr(what, "ENOENT") && !is_said(GONE))
		complain(what, "nobody is told");
}

static unsigned long run_one(const char *what)
{
	unsigned int line;
	int status;

	fake_copy(&fake, &begin);
	fake_now = &fake;
	if (what)
		assert_int_equal(fault_parse(&fake.faults, what, strlen(what), &line), 0);
	status = add(LISTED);
	check_twin(what ? what : "nothing");
	check_listed(what ? what : "nothing", status);
	return fake.operations;
}

static void each_operation_fails(void **state)
{
	char what[64];
	unsigned long k, count;
	size_t machine, i;

	(void)state;
	for (machine = 0; machine < ARRAY_SIZE(machines); machine++) {
		start(machine);
		count = run_one(NULL);
		assert_string_equal(driver_of(LISTED), "vfio-pci");
		for (k = 1; k <= count; k++)
			for (i = 0; i < ARRAY_SIZE(faults); i++) {
				(void)snprintf(what, sizeof(what), "operation %lu %s once", k,
					       faults[i]);
				(void)run_one(what);
			}
	}
}

/* Killed before its k-th operation. false: it has fewer. */
static bool run_killed(unsigned long k)
{
	fake_copy(&fake, &begin);
	fake_now = &fake;
	fake.killed_at = k;
	if (!setjmp(fake.killed)) {
		(void)add(LISTED);
		return false;
	}
	late_finish();
	fake.killed_at = 0;
	fake.supervised = false;
	check_twin("killed");
	return true;
}

/* It is unbound from a driver only when its event comes again: then nothing is left to do. */
static void the_next_event_goes_on_after_one_that_was_killed(void **state)
{
	unsigned long k;
	size_t machine;

	(void)state;
	for (machine = 0; machine < ARRAY_SIZE(machines); machine++) {
		start(machine);
		for (k = 1; run_killed(k); k++) {
			bool had_driver = *driver_of(LISTED);

			assert_int_equal(add(TWIN), STATUS_OK);
			check_twin("after a kill");
			if (!had_driver && strcmp(driver_of(LISTED), "vfio-pci"))
				complain("after a kill", "it is without a driver");
		}
		assert_true(k > 20);
	}
}

/* Whoever opens it waits for as long as the kernel reads its partitions. */
static void a_drive_that_does_not_answer_is_not_unbound(void **state)
{
	static const char hang[] = "read dev/nvme0n1 hang";
	unsigned int line;

	(void)state;
	late_start(DRIVE SEEN("") CMDLINE, FAKE_LOG_NONE);
	assert_int_equal(fault_parse(&fake_now->faults, hang, strlen(hang), &line), 0);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "nvme");
	assert_report(LISTED, "cannot tell whether one of its disks is in use");
}

UNIT_MAIN(cmocka_unit_test(each_operation_fails),
	  cmocka_unit_test_teardown(a_drive_that_does_not_answer_is_not_unbound, late_end),
	  cmocka_unit_test(the_next_event_goes_on_after_one_that_was_killed))
