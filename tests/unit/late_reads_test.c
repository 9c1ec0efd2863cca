// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which cards the late program reads the serial numbers of: each read goes to a card and may wake
 * it. With a rule for a whole group, and with virtual functions that nobody asked for.
 */
#include "unit/unit.h"

#include <string.h>

#include "core/report.h"
#include "fake/machine.h"
#include "unit/late.h"

static void start(const char *lines)
{
	late_start(lines, FAKE_LOG_ALL);
}

static unsigned int count(const char *log, const char *part)
{
	unsigned int found = 0;

	for (; (log = strstr(log, part)); log++)
		found++;
	return found;
}

/* How often a file was read that asks the card itself. */
static unsigned int count_reads(void)
{
	cleanup_free char *log = strndup(fake_now->log.data, fake_now->log.used);

	return count(log, "/serial_number") + count(log, "/config") -
	       count(log, "vfio-prebind/config");
}

/* The rule of an image that was built without groups, for the card with the first number. */
#define CARD_RULE(options)                                                                  \
	"file run/vfio-prebind/config @image 2 sha256:00\n"                                 \
	"file run/vfio-prebind/config @serial 52-54-00-ff-ff-00-00-01\n"                    \
	"file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:3 01:00.0 id=8086:10d3 " \
	"subsystem=8086:a01f serial=52-54-00-ff-ff-00-00-01 " options "\n"

#define OPEN                                                                       \
	CARD_RULE("group=yes")                                                     \
	"file run/vfio-prebind/config @card 0000:00:1c.0/00.0 0000:01:00.0 open\n" \
	"file run/vfio-prebind/config @end\n"

/* Another kind of card, and the function that shares a group with the listed one. */
#define STRANGER \
	"pci " OTHER " 10ec:8168 10ec:0123 020000 parent=0000:00:1c.2 group=12 host=r8169\n"
#define MEMBER "0000:01:00.1"
#define MEMBER_CARD   \
	"pci " MEMBER \
	" 8086:2668 8086:a01f 040300 parent=0000:00:1c.0 group=10 host=snd_hda_intel\n"

static void a_stranger_wakes_no_card_of_an_open_group(void **state)
{
	(void)state;
	start(OPEN SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host") STRANGER);
	assert_int_equal(late_event("add", OTHER, true), STATUS_OK);
	assert_int_equal(count_reads(), 0);
	assert_null(report_of(OTHER));
}

static void a_member_of_an_open_group_is_taken(void **state)
{
	(void)state;
	start(OPEN SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host") MEMBER_CARD);
	assert_int_equal(late_event("add", MEMBER, true), STATUS_OK);
	assert_string_equal(late_driver_of(MEMBER), "vfio-pci");
	assert_true(count_reads() > 0);
}

/* Nothing names the member until the card is there, whose event then takes both. */
static void a_member_that_comes_before_its_card_is_taken_with_it(void **state)
{
	(void)state;
	start(OPEN SEEN("") CMDLINE MEMBER_CARD);
	assert_int_equal(late_event("add", MEMBER, true), STATUS_OK);
	assert_string_equal(late_driver_of(MEMBER), "");
	assert_int_equal(machine_parse(fake_now, "", "plugged", LISTED_CARD("host"),
				       strlen(LISTED_CARD("host"))),
			 0);
	assert_int_equal(late_event("add", LISTED, true), STATUS_OK);
	assert_string_equal(late_driver_of(LISTED), "vfio-pci");
	assert_string_equal(late_driver_of(MEMBER), "vfio-pci");
}

static void a_group_that_cannot_be_read_is_decided_about(void **state)
{
	unsigned int line;
	static const char fault[] = "link sys/bus/pci/devices/" OTHER "/iommu_group EIO";

	(void)state;
	start(OPEN SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host") STRANGER);
	assert_int_equal(fault_parse(&fake_now->faults, fault, strlen(fault), &line), 0);
	assert_int_equal(late_event("add", OTHER, true), STATUS_OK);
	assert_true(count_reads() > 0);
	assert_string_equal(late_driver_of(OTHER), "");
}

/* The image has rules for the members that it knew. */
static void a_newcomer_of_a_known_group_is_told(void **state)
{
	(void)state;
	start(CARD_RULE(
		"group=yes") "file run/vfio-prebind/config @card 0000:00:1c.0/00.0 0000:01:00.0\n"
			     "file run/vfio-prebind/config @end\n" SEEN(",\"" LISTED "\"")
				     CMDLINE LISTED_CARD("host") MEMBER_CARD);
	assert_int_equal(late_event("add", MEMBER, true), STATUS_OK);
	assert_string_equal(late_driver_of(MEMBER), "");
	assert_report(MEMBER, "\"outcome\":\"skipped\"");
}

/* A place says nothing of a card in another one. */
static void a_rule_for_a_place_is_about_that_place(void **state)
{
	(void)state;
	start("file run/vfio-prebind/config 01:00.0 serial=52-54-00-ff-ff-00-00-01\n"
	      "file run/vfio-prebind/config 0000:00:1c.1/00.1 "
	      "serial=52-54-00-ff-ff-00-00-02\n" SEEN(",\"" LISTED "\"") CMDLINE LISTED_CARD("host")
		      STRANGER);
	assert_int_equal(late_event("add", OTHER, true), STATUS_OK);
	assert_int_equal(count_reads(), 0);
}

#define PHYSICAL "0000:04:00.0"
#define VIRTUAL "0000:04:10.0"

/* Its physical function is none that a rule with vfs= names. */
static void a_virtual_function_that_nobody_asked_for_wakes_no_card(void **state)
{
	(void)state;
	start(CARD_RULE(
		"vfs=2") "file run/vfio-prebind/config @card 0000:00:1c.0/00.0 "
			 "0000:01:00.0\nfile run/vfio-prebind/config @end\n" SEEN(
				 ",\"" LISTED "\",\"" PHYSICAL "\"")
				 CMDLINE LISTED_CARD(
					 "driver") "pci " PHYSICAL " 15b3:1017 15b3:0001 020000 "
						   "parent=0000:00:1c.3 group=14 "
						   "driver=mlx5_core\nsriov " PHYSICAL " 8\n"
						   "pci " VIRTUAL " 15b3:1018 15b3:0001 020000 "
						   "parent=0000:00:1c.3 group=15 "
						   "host=mlx5_core physfn=" PHYSICAL "\n");
	assert_int_equal(late_event("add", VIRTUAL, true), STATUS_OK);
	assert_int_equal(count_reads(), 0);
	assert_null(report_of(VIRTUAL));
}

#define TEST(name) cmocka_unit_test_teardown(name, late_end)

UNIT_MAIN(TEST(a_stranger_wakes_no_card_of_an_open_group), TEST(a_member_of_an_open_group_is_taken),
	  TEST(a_member_that_comes_before_its_card_is_taken_with_it),
	  TEST(a_group_that_cannot_be_read_is_decided_about),
	  TEST(a_newcomer_of_a_known_group_is_told), TEST(a_rule_for_a_place_is_about_that_place),
	  TEST(a_virtual_function_that_nobody_asked_for_wakes_no_card))
