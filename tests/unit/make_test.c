// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The late program on machines in memory, where a rule has vfs=: when virtual functions are made,
 * which driver gets each, and what is not changed.
 */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "fake/machine.h"
#include "fake/sriov.h"
#include "unit/late_event.h"

#define PHYSICAL "0000:01:00.0"
#define FIRST "0000:01:10.0"
#define SECOND "0000:01:10.2"
#define THIRD "0000:01:10.4"

#define CONFIG(rules)                                             \
	"file run/vfio-prebind/config @image 2 sha256:00\n" rules \
	"file run/vfio-prebind/config @end\n"

/* The rule of the physical function as an image pins it. */
#define RULE(options)                                                                       \
	"file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:3 01:00.0 id=8086:1572 " \
	"subsystem=8086:0001 " options "\n"                                                 \
	"file run/vfio-prebind/config @card 0000:00:1c.0/00.0 0000:01:00.0\n"

#define BOOTED(digest)                                                                     \
	"file run/vfio-prebind/boot.json {\"format\":1,\"kernel\":\"6\",\"enabled\":true," \
	"\"dry_run\":false,\"digest\":\"" digest "\",\"devices\":[],\"seen\":["            \
	"\"0000:00:00.0\",\"0000:00:1c.0\",\"0000:00:1c.1\",\"0000:00:1c.2\","             \
	"\"0000:00:1c.3\",\"0000:00:1f.0\",\"" PHYSICAL "\"]}\n"                           \
	"file proc/cmdline root=/dev/vda1\n"

#define PORT(driver)                                                                            \
	"pci " PHYSICAL " 8086:1572 8086:0001 020000 parent=0000:00:1c.0 group=10 " driver "\n" \
	"sriov " PHYSICAL " 8\n" VIRTUAL(FIRST, "11") VIRTUAL(SECOND, "12") VIRTUAL(THIRD, "13")

#define VIRTUAL(address, group)                                                           \
	"virtual " address " 8086:154c 8086:0001 020000 parent=0000:00:1c.0 group=" group \
	" host=iavf physfn=" PHYSICAL "\n"

/* With the driver of the host bound, and the one of virtual functions loaded. */
#define MACHINE(rules) CONFIG(rules) BOOTED("sha256:00") PORT("driver=i40e") "driver iavf loaded\n"

static void start(const char *lines)
{
	late_start(lines, FAKE_LOG_WRITES);
}

static int run(const char *action, bool is_new)
{
	return late_event(action, PHYSICAL, is_new);
}

static void add_fault(const char *text)
{
	unsigned int line;

	assert_int_equal(fault_parse(&fake_now->faults, text, strlen(text), &line), 0);
}

/* "-": it is not there. */
static void assert_driver(const char *address, const char *driver)
{
	const struct fake_device *device = fake_find_device(fake_now, address);
	const char *now = !device                       ? "-"
			  : device->driver == NO_DRIVER ? ""
							: fake_now->drivers[device->driver].name;

	if (strcmp(now, driver))
		fail_msg("%s: driver '%s', expected '%s'", address, now, driver);
}

static void assert_drivers(const char *first, const char *second, const char *third)
{
	assert_driver(FIRST, first);
	assert_driver(SECOND, second);
	assert_driver(THIRD, third);
	assert_driver(PHYSICAL, "i40e");
}

static bool autoprobe(void)
{
	return !fake_find_device(fake_now, PHYSICAL)->no_autoprobe;
}

/* Nothing was made, and no driver was kept away for longer. */
static void assert_nothing_made(void)
{
	assert_driver(FIRST, "-");
	assert_true(autoprobe());
}

static void they_are_made_when_the_driver_is_bound(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=2")));
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
	assert_true(autoprobe());
	assert_report(PHYSICAL, "\"outcome\":\"kept\"");
	assert_report(PHYSICAL, "\"why\":\"left to i40e, with 2 virtual functions\"");
	assert_report(FIRST, "\"outcome\":\"bound\"");
	assert_report(FIRST, "\"touched\":false");
	assert_report(SECOND, "\"line\":3");
}

static void host_drivers_get_those_that_are_not_listed(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=3@1")));
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("iavf", "vfio-pci", "iavf");
	assert_null(report_of(FIRST));
}

static void the_driver_of_the_rule_gets_them(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=2 driver=pci-stub")) "driver pci-stub module\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("pci-stub", "pci-stub", "-");
}

/* QEMU's NVMe drives are so. */
static void they_may_have_the_id_of_their_physical_function(void **state)
{
	(void)state;
	start(CONFIG("file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:3 8086:1572 "
		     "vfs=2@1\n")
		      BOOTED("sha256:00") "driver iavf loaded\n"
					  "pci " PHYSICAL " 8086:1572 8086:0001 020000 "
					  "parent=0000:00:1c.0 group=10 "
					  "driver=i40e\n"
					  "sriov " PHYSICAL " 8\n"
					  "virtual " FIRST " 8086:1572 8086:0001 020000 "
					  "parent=0000:00:1c.0 group=11 "
					  "host=iavf physfn=" PHYSICAL "\n"
					  "virtual " SECOND " 8086:1572 8086:0001 020000 "
					  "parent=0000:00:1c.0 group=12 "
					  "host=iavf physfn=" PHYSICAL "\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("iavf", "vfio-pci", "-");
}

static void an_exclusion_and_a_rule_of_its_own_win(void **state)
{
	(void)state;
	start(MACHINE(RULE(
		"vfs=3") "file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:4 !01:10.0\n"
			 "file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:5 "
			 "8086:154c:8086:0001 "
			 "driver=pci-stub\n") "driver pci-stub module\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("iavf", "pci-stub", "pci-stub");
}

static void at_coldplug_they_are_made_once(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=2")));
	assert_int_equal(run("add", false), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
	fake_vanish(fake_now, FIRST);
	fake_vanish(fake_now, SECOND);
	fake_find_device(fake_now, PHYSICAL)->vfs = 0;
	assert_int_equal(run("add", false), STATUS_OK);
	assert_nothing_made();
}

static void a_driver_that_is_bound_again_makes_them_again(void **state)
{
	struct fake_device *device;
	int driver;

	(void)state;
	start(MACHINE(RULE("vfs=2")));
	assert_int_equal(run("bind", true), STATUS_OK);
	device = fake_find_device(fake_now, PHYSICAL);
	driver = device->driver;
	fake_unbind(fake_now, device);
	assert_driver(FIRST, "-");
	late_report_is_removed(FIRST);
	late_report_is_removed(SECOND);
	fake_bind(fake_now, device, driver);
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
}

static void what_was_applied_since_the_boot_waits_for_its_driver(void **state)
{
	(void)state;
	start(CONFIG(RULE("vfs=2")) BOOTED("sha256:11") PORT("driver=i40e"));
	assert_int_equal(run("add", false), STATUS_OK);
	assert_nothing_made();
	assert_int_equal(run("bind", false), STATUS_OK);
	assert_nothing_made();
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
}

static void a_number_that_is_set_is_not_changed(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=3")));
	assert_int_equal(fake_store_numvfs(fake_now, fake_find_device(fake_now, PHYSICAL), "1", 1),
			 0);
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("iavf", "-", "-");
	assert_report(PHYSICAL, "skipped: it has 1 virtual functions already, not 3");
	assert_report(PHYSICAL, "\"outcome\":\"skipped\"");
}

static void the_number_may_be_set_already(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=2")));
	fake_find_device(fake_now, PHYSICAL)->no_autoprobe = true;
	assert_int_equal(fake_store_numvfs(fake_now, fake_find_device(fake_now, PHYSICAL), "2", 1),
			 0);
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
	assert_report(PHYSICAL, "with 2 virtual functions that were there before");
	assert_false(autoprobe());
}

static void what_cannot_be_made_is_told(void **state)
{
	static const struct {
		const char *rule, *fault, *why;
	} table[] = {
		{ RULE("vfs=9"), NULL, "skipped: it can have 8 virtual functions, not 9" },
		{ RULE("vfs=2"), "write sys/bus/pci/devices/" PHYSICAL "/sriov_numvfs ENOENT",
		  "skipped: i40e cannot make virtual functions" },
		{ RULE("vfs=2"), "write sys/bus/pci/devices/" PHYSICAL "/sriov_numvfs EIO",
		  "skipped: i40e could not make 2 virtual functions: " },
		{ RULE("vfs=2"), "write sys/bus/pci/devices/" PHYSICAL "/sriov_numvfs hang",
		  "ETIMEDOUT" },
		{ RULE("vfs=2"),
		  "write sys/bus/pci/devices/" PHYSICAL "/sriov_drivers_autoprobe EIO once",
		  "could not make 2 virtual functions" },
		{ "file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:3 01:00.0 vfs=2\n",
		  NULL, "skipped: the rule is not pinned" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text lines = { 0 };

		text_printf(&lines, "%s%s%s%s", "file run/vfio-prebind/config @image 2 sha256:00\n",
			    table[i].rule, "file run/vfio-prebind/config @end\n",
			    BOOTED("sha256:00") PORT("driver=i40e"));
		start(text_string(&lines));
		if (table[i].fault)
			add_fault(table[i].fault);
		assert_int_equal(run("bind", true), STATUS_OK);
		assert_nothing_made();
		assert_report(PHYSICAL, table[i].why);
		assert_report(PHYSICAL, "\"outcome\":\"skipped\"");
		text_free(&lines);
		(void)late_end(state);
	}
}

static void a_driver_that_makes_fewer_is_told(void **state)
{
	(void)state;
	start(MACHINE(RULE("vfs=4")));
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "vfio-pci");
	assert_report(PHYSICAL, "skipped: i40e made 3 virtual functions, not 4");
}

/* Its driver can make them: nothing else may be said of it. */
static void a_physical_function_that_goes_has_no_report(void **state)
{
	static const char said[] = "skipped: the function is gone";

	(void)state;
	start(MACHINE(RULE("vfs=2")));
	add_fault("write sys/bus/pci/devices/" PHYSICAL "/sriov_numvfs vanish=" PHYSICAL "\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_null(report_of(PHYSICAL));
	assert_non_null(memmem(fake_now->kmsg.data, fake_now->kmsg.used, said, strlen(said)));
}

#define EXCLUDED                                                                                \
	"file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:4 !0000:00:1c.1/00.0/00.0\n" \
	"pci 0000:02:00.0 8086:15ea 0000:0000 060400 parent=0000:00:1c.1 group=14\n"

/* A dock is unplugged while the driver is bound, and what is in it is excluded. */
static void they_are_made_while_another_function_goes(void **state)
{
	(void)state;
	start(CONFIG(RULE("vfs=2") EXCLUDED) BOOTED("sha256:00") PORT("driver=i40e"));
	add_fault("list sys/bus/pci/devices/0000:02:00.0 ENOENT once\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_drivers("vfio-pci", "vfio-pci", "-");
}

static void vfio_pci_makes_none(void **state)
{
	(void)state;
	start(CONFIG(RULE("vfs=2"))
		      BOOTED("sha256:00") "driver vfio-pci loaded\n" PORT("driver=vfio-pci"));
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_nothing_made();
	assert_report(PHYSICAL, "skipped: bound to vfio-pci, which makes no virtual functions");
}

static void nothing_is_made_where_nothing_is_asked(void **state)
{
	static const char *const lines[] = {
		CONFIG("file run/vfio-prebind/config @rule /etc/x:1 8086:1572 vfs=2\n"
		       "file run/vfio-prebind/config @rule /etc/x:2 !01:00.0\n"),
		CONFIG("file run/vfio-prebind/config @rule /etc/x:1 8086:154c\n"),
		"file run/vfio-prebind/config @image 2 sha256:00\n" RULE("vfs=2"),
		CONFIG(RULE("vfs=2")) "file proc/cmdline vfio_prebind.enable=0\n",
		"",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		struct text text = { 0 };

		text_printf(&text, "%s%s", lines[i], BOOTED("sha256:00") PORT("driver=i40e"));
		start(text_string(&text));
		(void)run("bind", true); /* one of them is damaged, which is told */
		(void)run("add", false);
		assert_nothing_made();
		assert_null(report_of(PHYSICAL));
		text_free(&text);
		(void)late_end(state);
	}
}

/* The host's own have no group here, and vfio-pci refuses the others. */
static void without_groups_host_drivers_get_all(void **state)
{
	(void)state;
	start(CONFIG(RULE("vfs=1")) BOOTED(
		"sha256:00") "driver iavf loaded\n"
			     "pci " PHYSICAL
			     " 8086:1572 8086:0001 020000 parent=0000:00:1c.0 driver=i40e\n"
			     "sriov " PHYSICAL " 8\n"
			     "virtual " FIRST
			     " 8086:154c 8086:0001 020000 parent=0000:00:1c.0 host=iavf "
			     "physfn=" PHYSICAL "\n");
	assert_int_equal(run("bind", true), STATUS_OK);
	assert_driver(FIRST, "iavf");
	assert_report(FIRST, "it has no IOMMU group");
}

#define TEST(name) cmocka_unit_test_teardown(name, late_end)

UNIT_MAIN(TEST(they_are_made_when_the_driver_is_bound),
	  TEST(host_drivers_get_those_that_are_not_listed), TEST(the_driver_of_the_rule_gets_them),
	  TEST(they_may_have_the_id_of_their_physical_function),
	  TEST(an_exclusion_and_a_rule_of_its_own_win), TEST(at_coldplug_they_are_made_once),
	  TEST(a_driver_that_is_bound_again_makes_them_again),
	  TEST(what_was_applied_since_the_boot_waits_for_its_driver),
	  TEST(a_number_that_is_set_is_not_changed), TEST(the_number_may_be_set_already),
	  TEST(what_cannot_be_made_is_told), TEST(a_driver_that_makes_fewer_is_told),
	  TEST(a_physical_function_that_goes_has_no_report),
	  TEST(they_are_made_while_another_function_goes), TEST(vfio_pci_makes_none),
	  TEST(nothing_is_made_where_nothing_is_asked), TEST(without_groups_host_drivers_get_all))
