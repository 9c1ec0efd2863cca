// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The late program, its main() and all, on machines in memory: which functions an event takes, what
 * it skips, and what its reports say.
 */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "fake/machine.h"
#include "kernel/stage.h"
#include "unit/late.h"

static void start(const char *lines)
{
	late_start(lines, FAKE_LOG_WRITES);
}

static void add_fault(const char *text)
{
	unsigned int line;

	assert_int_equal(fault_parse(&fake_now->faults, text, strlen(text), &line), 0);
}

static int add(const char *address)
{
	return late_event("add", address, true);
}

static const char *override_of(const char *address)
{
	return fake_find_device(fake_now, address)->override;
}

static unsigned int count_lines(const char *log, const char *part)
{
	unsigned int found = 0;

	for (; (log = strstr(log, part)); log++)
		found++;
	return found;
}

static void assert_untouched(void)
{
	if (fake_now->log.used)
		fail_msg("%.*s", (int)fake_now->log.used, fake_now->log.data);
}

/* --- what is taken -------------------------------------------------------------------------- */

static void a_listed_card_is_bound_before_its_driver_is_loaded(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_int_equal(fake_load(fake_now, "e1000e"), 0);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_report(LISTED, "\"outcome\":\"bound\"");
	assert_report(LISTED, "\"touched\":false");
	assert_report(LISTED, "\"file\":\"/etc/vfio-prebind.conf\",\"line\":3");
}

static void a_driver_that_was_faster_loses_the_card(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("driver"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_report(LISTED, "\"driver_before\":\"e1000e\"");
	assert_report(LISTED, "\"touched\":true");
}

/* udev loads no module for it, as it does for others. */
static void udev_is_told_what_is_taken(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host") TWIN_CARD("host"));
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_string_equal(late_output, "");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
	fake_unbind(fake_now, fake_find_device(fake_now, LISTED));
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_string_equal(late_output, "");
}

/* It was removed and came back, and the event of another card has bound it before its own. */
static void udev_is_told_what_was_found_bound(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host") TWIN_CARD("host"));
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	late_report_is_removed(LISTED);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_report(LISTED, "\"outcome\":\"already\"");
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
}

static void no_module_is_loaded_for_what_goes_after_it_was_bound(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	add_fault("replace " LATE_DIRECTORY "/" LISTED ".json vanish=" LISTED "\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_null(fake_find_device(fake_now, LISTED));
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
}

static void no_module_is_loaded_for_what_is_gone(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	fake_vanish(fake_now, LISTED);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
	assert_null(report_of(LISTED));
}

/* The kernel offers a function to its drivers a moment after its event. */
static void a_driver_that_comes_meanwhile_loses_the_card(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE "driver e1000e loaded\n" LISTED_CARD("host"));
	fake_find_device(fake_now, LISTED)->attaching = true;
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_report(LISTED, "taken from e1000e");
	assert_report(LISTED, "\"touched\":true");
}

static void an_event_that_was_asked_for_leaves_a_driver_that_comes_meanwhile(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE "driver e1000e loaded\n" LISTED_CARD("host"));
	fake_find_device(fake_now, LISTED)->attaching = true;
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_string_equal(override_of(LISTED), "");
}

/* The event of the twin must not unbind anything; the card's own one comes next. */
static void a_card_that_the_event_of_a_twin_missed_is_taken_by_its_own(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE "driver e1000e loaded\n" LISTED_CARD("host")
		      TWIN_CARD("driver"));
	fake_find_device(fake_now, LISTED)->attaching = true;
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_string_equal(late_driver_of(TWIN), "e1000e");
	assert_report(LISTED, "\"touched\":true");
}

/* The twin's event may be the one that loads the driver. */
static void the_event_of_a_twin_protects_the_listed_card(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host") TWIN_CARD("host"));
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_string_equal(override_of(LISTED), "vfio-pci");
	assert_int_equal(fake_load(fake_now, "e1000e"), 0);
	assert_string_equal(late_driver_of(TWIN), "e1000e");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_string_equal(override_of(TWIN), "");
	assert_null(report_of(TWIN));
}

static void a_twin_in_the_place_is_left_to_its_driver(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE CARD(LISTED, "0", "10", "driver", "2"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
}

static void a_card_is_found_in_another_slot(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE CARD(OTHER, "2", "12", "host", "1"));
	assert_int_equal(add(OTHER), STATUS_OK);
	assert_string_equal(late_driver_of(OTHER), "vfio-pci");
	assert_report(OTHER, "moved from 0000:01:00.0");
}

static void a_card_that_comes_back_is_taken_again(void **state)
{
	(void)state;
	start(BOOTED SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	fake_vanish(fake_now, LISTED);
	late_report_is_removed(LISTED);
	assert_int_equal(machine_parse(fake_now, "", "plugged", LISTED_CARD("host"),
				       strlen(LISTED_CARD("host"))),
			 0);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

static void an_event_that_was_asked_for_takes_a_card_without_a_driver(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

/* --- what is skipped ------------------------------------------------------------------------ */

static void an_event_that_was_asked_for_never_unbinds(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("driver"));
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_untouched();
}

static void an_event_that_udevadm_test_makes_up_is_not_the_kernels(void **state)
{
	char name[] = "vfio-prebind-late", argument[] = LISTED;
	char *arguments[] = { name, argument, NULL };

	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("driver"));
	(void)setenv("ACTION", "add", 1);
	(void)unsetenv("SEQNUM");
	(void)unsetenv("SYNTH_UUID");
	assert_int_equal(late_main(2, arguments), STATUS_OK);
	assert_untouched();
}

static void what_the_boot_stage_saw_is_not_late(void **state)
{
	(void)state;
	start(BOOTED SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host") TWIN_CARD("host"));
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_untouched();
}

static void without_a_boot_report_only_the_new_card_is_late(void **state)
{
	(void)state;
	start(BOOTED CMDLINE LISTED_CARD("host") TWIN_CARD("host"));
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_untouched();
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

static void a_card_that_was_given_away_is_not_taken_back(void **state)
{
	struct fake_device *device;

	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	assert_int_equal(add(LISTED), STATUS_OK);
	device = fake_find_device(fake_now, LISTED);
	fake_unbind(fake_now, device);
	device->override[0] = '\0';
	fake_now->log.used = 0;
	assert_int_equal(late_event("add", LISTED, false), STATUS_OK);
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_untouched();
}

static void nothing_is_taken_without_the_booted_configuration(void **state)
{
	(void)state;
	start(SEEN("") "file proc/cmdline vfio_prebind.devices=8086:10d3\n" LISTED_CARD("driver"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_untouched();
}

static void nothing_is_taken_when_it_is_turned_off(void **state)
{
	(void)state;
	start(BOOTED SEEN("") "file proc/cmdline vfio_prebind.enable=0\n" LISTED_CARD("driver"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_untouched();
}

static void an_exclusion_holds(void **state)
{
	(void)state;
	start("file run/vfio-prebind/config 8086:10d3\nfile run/vfio-prebind/config "
	      "!01:00.0\n" SEEN("") CMDLINE LISTED_CARD("driver") TWIN_CARD("driver"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_int_equal(add(TWIN), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_report(LISTED, "\"outcome\":\"excluded\"");
	assert_string_equal(late_driver_of(TWIN), "vfio-pci");
}

static void a_damaged_configuration_takes_nothing(void **state)
{
	(void)state;
	start("file run/vfio-prebind/config @image 2 sha256:00\n"
	      "file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:1 8086:10d3\n" SEEN("")
		      CMDLINE LISTED_CARD("driver"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_string_equal(override_of(LISTED), "");
}

/* Its number cannot be read any more, and it may be the one that is listed. */
static void a_card_is_taken_while_its_twin_goes(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE CARD(OTHER, "2", "12", "host", "1") TWIN_CARD("host"));
	add_fault("read sys/bus/pci/devices/" TWIN "/modalias ENODEV once\n");
	assert_int_equal(add(OTHER), STATUS_OK);
	assert_string_equal(late_driver_of(OTHER), "vfio-pci");
}

#define TOLD "/sys/bus/pci/devices/" TWIN ": cannot be read"

static void what_cannot_be_read_is_told(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE CARD(OTHER, "2", "12", "host", "1") TWIN_CARD("host"));
	add_fault("read sys/bus/pci/devices/" TWIN "/modalias EIO\n");
	assert_int_equal(add(OTHER), STATUS_OK);
	assert_string_equal(late_driver_of(OTHER), "");
	assert_non_null(memmem(fake_now->kmsg.data, fake_now->kmsg.used, TOLD, strlen(TOLD)));
}

static void a_line_that_was_never_pinned_takes_nothing(void **state)
{
	(void)state;
	start("file run/vfio-prebind/config 01:00.0\n" SEEN("") CMDLINE LISTED_CARD("driver")
		      TWIN_CARD("host"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_string_equal(override_of(LISTED), "");
	assert_report(LISTED, "not pinned");
}

/* --- disks ---------------------------------------------------------------------------------- */

static void a_drive_that_is_in_use_is_not_unbound(void **state)
{
	(void)state;
	start(DRIVE SEEN("") CMDLINE);
	add_fault("read dev/nvme0n1p1 EBUSY");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "nvme");
	assert_string_equal(override_of(LISTED), "");
	assert_report(LISTED, "\"why\":\"skipped: nvme0n1p1 is in use\"");
	assert_report(LISTED, "\"touched\":false");
}

static void a_drive_that_cannot_be_looked_at_is_not_unbound(void **state)
{
	(void)state;
	start(DRIVE SEEN("") CMDLINE);
	add_fault("list sys/class/block EIO");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "nvme");
	assert_report(LISTED, "cannot tell whether one of its disks is in use");
}

static void a_drive_that_nobody_uses_is_unbound(void **state)
{
	(void)state;
	start(DRIVE SEEN("") CMDLINE);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

/* The one of its paths that a multipath drive has: only the drive itself has a node. */
static void a_path_of_a_drive_is_not_in_use(void **state)
{
	(void)state;
	start(DRIVE "block 0000:01:00.0/nvme/nvme0/nvme0c0n1 259:2\n"
		    "file sys/devices/pci0000:00/0000:00:1c.0/0000:01:00.0/nvme/nvme0/nvme0c0n1/"
		    "hidden 1\n" SEEN("") CMDLINE);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

/* --- what goes wrong ------------------------------------------------------------------------ */

static void a_card_that_is_not_offered_yet_is_waited_for(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE "driver vfio-pci builtin\n" LISTED_CARD("host"));
	add_fault("write sys/bus/pci/drivers_probe ignored\n");
	fake_now->faults.list[0].once = true;
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

/*
 * Another card has the address by now: nobody has looked at it, so it is not offered to a driver
 * again, and no report is about it.
 */
static void what_replaces_a_card_waits_for_its_own_event(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE "driver vfio-pci builtin\n" LISTED_CARD("host"));
	add_fault("write sys/bus/pci/drivers_probe replug=" LISTED "\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "");
	assert_string_equal(late_output, "VFIO_PREBIND_NO_MODULE=1\n");
	assert_null(report_of(LISTED));
	assert_int_equal(count_lines(fake_now->log.data, "drivers_probe"), 1);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

static void a_card_that_vfio_pci_refuses_goes_to_its_driver(void **state)
{
	(void)state;
	start("file run/vfio-prebind/config 8086:10d3\n" SEEN("") CMDLINE
	      "pci " LISTED " 8086:10d3 8086:a01f 020000 parent=0000:00:1c.0 driver=e1000e\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "e1000e");
	assert_string_equal(override_of(LISTED), "");
	assert_report(LISTED, "\"outcome\":\"released\"");
}

/* All of them were plugged in at once: while one is waited for, the others have time, too. */
static void cards_that_are_refused_are_waited_for_together(void **state)
{
	static const char *const refused[] = { LISTED, TWIN, OTHER };
	size_t i;

	(void)state;
	start("file run/vfio-prebind/config 8086:10d3\n" SEEN("") CMDLINE
	      "pci " LISTED " 8086:10d3 8086:a01f 020000 parent=0000:00:1c.0 host=e1000e\n"
	      "pci " TWIN " 8086:10d3 8086:a01f 020000 parent=0000:00:1c.1 host=e1000e\n"
	      "pci " OTHER " 8086:10d3 8086:a01f 020000 parent=0000:00:1c.2 host=e1000e\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	for (i = 0; i < ARRAY_SIZE(refused); i++)
		assert_report(refused[i], "\"outcome\":\"released\"");
	assert_true(fake_now->clock_us < 2000000);
}

static void a_probe_that_hangs_still_ends_the_event(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"));
	add_fault("probe " LISTED " hang");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_true(fake_now->clock_us < STAGE_MS * 1000ULL);
	assert_report(LISTED, "ETIMEDOUT");
}

static void an_event_that_means_nothing_is_refused(void **state)
{
	char name[] = "vfio-prebind-late", argument[] = "eth0";
	char *arguments[] = { name, argument, NULL };

	(void)state;
	start(CMDLINE);
	assert_int_equal(late_main(2, arguments), STATUS_USAGE);
	assert_int_equal(late_main(1, arguments), STATUS_USAGE);
	assert_int_equal(late_event("remove", LISTED, true), STATUS_USAGE);
}

#define TEST(name) cmocka_unit_test_teardown(name, late_end)

UNIT_MAIN(TEST(a_listed_card_is_bound_before_its_driver_is_loaded),
	  TEST(a_driver_that_was_faster_loses_the_card), TEST(udev_is_told_what_is_taken),
	  TEST(no_module_is_loaded_for_what_goes_after_it_was_bound),
	  TEST(udev_is_told_what_was_found_bound), TEST(no_module_is_loaded_for_what_is_gone),
	  TEST(a_driver_that_comes_meanwhile_loses_the_card),
	  TEST(an_event_that_was_asked_for_leaves_a_driver_that_comes_meanwhile),
	  TEST(a_card_that_the_event_of_a_twin_missed_is_taken_by_its_own),
	  TEST(the_event_of_a_twin_protects_the_listed_card),
	  TEST(a_twin_in_the_place_is_left_to_its_driver), TEST(a_card_is_found_in_another_slot),
	  TEST(a_card_that_comes_back_is_taken_again),
	  TEST(an_event_that_was_asked_for_takes_a_card_without_a_driver),
	  TEST(an_event_that_was_asked_for_never_unbinds),
	  TEST(an_event_that_udevadm_test_makes_up_is_not_the_kernels),
	  TEST(what_the_boot_stage_saw_is_not_late),
	  TEST(without_a_boot_report_only_the_new_card_is_late),
	  TEST(a_card_that_was_given_away_is_not_taken_back),
	  TEST(nothing_is_taken_without_the_booted_configuration),
	  TEST(nothing_is_taken_when_it_is_turned_off), TEST(an_exclusion_holds),
	  TEST(a_damaged_configuration_takes_nothing), TEST(a_card_is_taken_while_its_twin_goes),
	  TEST(what_cannot_be_read_is_told), TEST(a_line_that_was_never_pinned_takes_nothing),
	  TEST(a_drive_that_is_in_use_is_not_unbound),
	  TEST(a_drive_that_cannot_be_looked_at_is_not_unbound),
	  TEST(a_drive_that_nobody_uses_is_unbound), TEST(a_path_of_a_drive_is_not_in_use),
	  TEST(a_card_that_is_not_offered_yet_is_waited_for),
	  TEST(what_replaces_a_card_waits_for_its_own_event),
	  TEST(a_card_that_vfio_pci_refuses_goes_to_its_driver),
	  TEST(cards_that_are_refused_are_waited_for_together),
	  TEST(a_probe_that_hangs_still_ends_the_event),
	  TEST(an_event_that_means_nothing_is_refused))
