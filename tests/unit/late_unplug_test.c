// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions that are removed, and replaced, while the late program is at them.
 */
#include "unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "fake/machine.h"
#include "kernel/stage.h"
#include "unit/late.h"

#define NO_MODULE "VFIO_PREBIND_NO_MODULE=1\n"

/* With the ID that the kernel puts into the card's event. */
static void start(const char *lines, const char *fault)
{
	unsigned int line;

	late_start(lines, FAKE_LOG_WRITES);
	assert_int_equal(fault_parse(&fake_now->faults, fault, strlen(fault), &line), 0);
	(void)setenv("PCI_ID", "8086:10D3", 1);
}

static int add(const char *address)
{
	return late_event("add", address, true);
}

static bool is_written(const char *text)
{
	return memmem(fake_now->log.data, fake_now->log.used, text, strlen(text));
}

static bool is_said(const char *text)
{
	return memmem(fake_now->kmsg.data, fake_now->kmsg.used, text, strlen(text));
}

static void assert_other_is_untouched(const char *driver)
{
	assert_string_equal(late_driver_of(LISTED), driver);
	assert_string_equal(fake_find_device(fake_now, LISTED)->override, "");
	assert_null(report_of(LISTED));
	assert_string_equal(late_output, NO_MODULE);
}

/* Nobody has looked whether its disks are in use. */
static void what_replaces_a_card_is_not_unbound(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("driver"), "load vfio-pci replug=" LISTED "\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_other_is_untouched("e1000e");
	assert_false(is_written("/unbind"));
	assert_true(is_said("the function is gone"));
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
}

static void a_card_of_another_kind_is_not_taken_instead(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"),
	      "write sys/bus/pci/devices/" LISTED "/driver_override exchange=" LISTED "\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_other_is_untouched("igc");
	assert_false(is_written("/unbind"));
	assert_true(is_said("the function is gone"));
}

static void no_module_is_loaded_for_a_card_that_was_exchanged(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"), "");
	fake_exchange(fake_now, LISTED);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_other_is_untouched("igc");
	(void)setenv("PCI_ID", "8086:15F3", 1);
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_output, "");
}

/* udev drops what a program that failed has printed. */
static void no_module_is_loaded_for_what_has_no_report(void **state)
{
	(void)state;
	start(BOOTED SEEN("") CMDLINE LISTED_CARD("host"),
	      "replace " LATE_DIRECTORY "/" LISTED ".json ENOSPC\n");
	assert_int_equal(add(LISTED), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_string_equal(late_output, NO_MODULE);
	assert_true(is_said("the add event failed: no space left"));
}

static int end(void **state)
{
	(void)unsetenv("PCI_ID");
	return late_end(state);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

UNIT_MAIN(TEST(what_replaces_a_card_is_not_unbound),
	  TEST(a_card_of_another_kind_is_not_taken_instead),
	  TEST(no_module_is_loaded_for_a_card_that_was_exchanged),
	  TEST(no_module_is_loaded_for_what_has_no_report))
