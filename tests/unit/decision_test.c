// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Matches, plan and decision: which functions are wanted, and what is done in which order.
 */
#include "unit/unit.h"

#include <string.h>

struct test {
	struct fs *fs;
	struct inputs inputs;
	struct decision decision;
};

static void start(struct test *test, const char *machine, const char *lines, const char *config)
{
	memset(test, 0, sizeof(*test));
	test->fs = unit_machine(machine, lines);
	unit_inputs(test->fs, config, &test->inputs);
	assert_int_equal(decision_make(&test->inputs, &test->decision), 0);
}

static void end(struct test *test)
{
	decision_free(&test->decision);
	inputs_free(&test->inputs);
	unit_machine_end(test->fs);
}

static const struct match *find(const struct test *test, const char *address)
{
	const struct pci_device *device =
		&test->inputs.devices.list[unit_device(&test->inputs.devices, address)];
	size_t i;

	for (i = 0; i < test->decision.matches.count; i++)
		if (test->decision.matches.list[i].device == device)
			return &test->decision.matches.list[i];
	return NULL;
}

static void assert_verdict(const struct test *test, const char *address, enum verdict verdict)
{
	const struct match *match = find(test, address);

	if (!match || match->verdict != verdict)
		fail_msg("%s: verdict %d, expected %d", address, match ? (int)match->verdict : -1,
			 verdict);
}

static void unlisted_twin_keeps_its_driver(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "04:00.0\n");
	assert_int_equal(test.decision.matches.count, 1);
	assert_verdict(&test, "0000:04:00.0", VERDICT_WANTED);
	assert_null(find(&test, "0000:03:00.0"));
	end(&test);
}

static void a_bridge_is_never_wanted(void **state)
{
	struct test test;
	size_t i;

	(void)state;
	start(&test, "one-group", NULL,
	      "8086:*\n00:01.0 id=8086:0101\n01:00.0 group=yes\n!00:00.0\n");
	assert_verdict(&test, "0000:00:01.0", VERDICT_BRIDGE);
	assert_verdict(&test, "0000:00:1c.0", VERDICT_PASSED);
	assert_verdict(&test, "0000:00:00.0", VERDICT_EXCLUDED);
	for (i = 0; i < test.decision.plan.count; i++)
		assert_false(pci_is_bridge(
			test.decision.matches.list[test.decision.plan.list[i].match].device));
	end(&test);
}

static void an_exclusion_wins_and_remembers_who_wanted(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "!04:00.0\n1002:67df\n04:00.0\n");
	assert_verdict(&test, "0000:04:00.0", VERDICT_EXCLUDED);
	assert_int_equal(find(&test, "0000:04:00.0")->rule->source.line, 1);
	assert_int_equal(find(&test, "0000:04:00.0")->wanted_by->source.line, 3);
	assert_verdict(&test, "0000:03:00.0", VERDICT_WANTED);
	end(&test);
}

static void an_exclusion_alone_is_no_match(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "!04:00.0\n!1002:67df class=03\n");
	assert_int_equal(test.decision.matches.count, 0);
	end(&test);
}

static void a_condition_that_does_not_hold_is_told_for_one_place_only(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "04:00.0 id=dead:beef\n1002:* class=02\n03:00.* class=02\n");
	assert_int_equal(test.decision.matches.count, 1);
	assert_verdict(&test, "0000:04:00.0", VERDICT_MISMATCH);
	assert_int_equal(test.decision.plan.count, 0);
	end(&test);
}

static void an_exclusion_whose_condition_does_not_hold_excludes_nothing(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "04:00.0\n!04:00.0 id=dead:beef\n");
	assert_verdict(&test, "0000:04:00.0", VERDICT_WANTED);
	end(&test);
}

static void the_last_rule_decides(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", NULL, "04:00.0 driver=a\n1002:67df driver=b\n04:00.1 driver=c\n");
	assert_string_equal(find(&test, "0000:04:00.0")->rule->driver, "b");
	end(&test);
}

static void a_group_is_reached_without_its_bridges(void **state)
{
	struct test test;

	(void)state;
	start(&test, "desktop-igpu-dgpu", NULL, "01:00.0 group=yes\n");
	assert_int_equal(test.decision.matches.count, 4);
	assert_false(find(&test, "0000:01:00.0")->by_group);
	assert_true(find(&test, "0000:01:00.3")->by_group);
	assert_null(find(&test, "0000:00:01.0"));
	end(&test);
}

static void a_rule_that_names_a_function_wins_over_its_group(void **state)
{
	struct test test;

	(void)state;
	start(&test, "desktop-igpu-dgpu", NULL, "01:00.1 driver=a\n01:00.0 group=yes driver=b\n");
	assert_string_equal(find(&test, "0000:01:00.1")->rule->driver, "a");
	assert_string_equal(find(&test, "0000:01:00.2")->rule->driver, "b");
	end(&test);
}

static void of_two_rules_for_a_group_the_last_decides(void **state)
{
	struct test test;

	(void)state;
	start(&test, "desktop-igpu-dgpu", NULL,
	      "01:00.1 group=yes driver=last\n01:00.0 group=yes driver=first\n");
	assert_string_equal(find(&test, "0000:01:00.2")->rule->driver, "first");
	end(&test);
	start(&test, "desktop-igpu-dgpu", NULL,
	      "01:00.0 group=yes driver=first\n01:00.1 group=yes driver=last\n");
	assert_string_equal(find(&test, "0000:01:00.2")->rule->driver, "last");
	end(&test);
}

static void neither_a_bridge_nor_an_exclusion_brings_a_group(void **state)
{
	struct test test;

	(void)state;
	start(&test, "desktop-igpu-dgpu", NULL, "00:01.0 group=yes\n");
	assert_int_equal(test.decision.matches.count, 1);
	end(&test);
	start(&test, "desktop-igpu-dgpu", NULL, "!01:00.0\n01:00.0 group=yes\n");
	assert_int_equal(test.decision.matches.count, 1);
	end(&test);
	start(&test, "no-iommu", NULL, "08:00.0 group=yes\n");
	assert_int_equal(test.decision.matches.count, 1);
	end(&test);
}

static void storage_is_wanted_only_by_its_id(void **state)
{
	struct test test;

	(void)state;
	start(&test, "storage", NULL,
	      "05:00.0\n01:00.*\n144d:* class=01\n1000:0097\n00:17.0 id=8086:7a62\n");
	assert_verdict(&test, "0000:05:00.0", VERDICT_STORAGE);
	assert_verdict(&test, "0000:01:00.0", VERDICT_STORAGE);
	assert_verdict(&test, "0000:03:00.0", VERDICT_STORAGE);
	assert_verdict(&test, "0000:02:00.0", VERDICT_WANTED);
	assert_verdict(&test, "0000:00:17.0", VERDICT_WANTED);
	end(&test);
}

static void a_bound_function_is_left_as_it_is(void **state)
{
	static const char lines[] = "driver vfio-pci loaded\n"
				    "pci 0000:01:00.0 10de:2184 1462:3790 030000 driver=vfio-pci\n"
				    "pci 0000:02:00.0 10de:2184 1462:3790 030000 driver=pci-stub\n"
				    "pci 0000:03:00.0 10de:2184 1462:3790 030000 driver=nouveau\n";
	struct test test;

	(void)state;
	start(&test, NULL, lines, "10de:2184 driver=pci-stub take-builtin=no\n");
	assert_verdict(&test, "0000:01:00.0", VERDICT_ALREADY);
	assert_verdict(&test, "0000:02:00.0", VERDICT_ALREADY);
	assert_verdict(&test, "0000:03:00.0", VERDICT_BUSY);
	assert_int_equal(test.decision.plan.count, 0);
	end(&test);
}

static void a_physical_function_stays_with_the_host(void **state)
{
	struct test test;

	(void)state;
	start(&test, "server-sriov", NULL,
	      "3b:00.0 vfs=2\n3b:00.1\n8086:1572 vfs=4@0\n!3b:00.1\n5e:00.0\n5e:00.0 vfs=2\n"
	      "d8:00.0 vfs=2\nd8:00.0\n00:1c.0 vfs=2\n");
	assert_verdict(&test, "0000:3b:00.0", VERDICT_KEPT);
	assert_int_equal(find(&test, "0000:3b:00.0")->rule->vfs.count, 4);
	assert_verdict(&test, "0000:3b:00.1", VERDICT_EXCLUDED);
	assert_verdict(&test, "0000:5e:00.0", VERDICT_KEPT);
	assert_verdict(&test, "0000:d8:00.0", VERDICT_WANTED);
	assert_verdict(&test, "0000:00:1c.0", VERDICT_BRIDGE);
	assert_int_equal(test.decision.plan.count, 3);
	matches_doubt(&test.decision.matches);
	assert_verdict(&test, "0000:3b:00.0", VERDICT_DOUBT);
	end(&test);
}

/* A "!" of ours keeps the disk of the host from vfio-pci, and that is all that vfs= asks. */
static void a_disk_of_the_host_may_have_virtual_functions(void **state)
{
	struct test test;

	(void)state;
	start(&test, "storage",
	      "file proc/cmdline root=/dev/disk/by-path/pci-0000:01:00.0-nvme-1-part2\n",
	      "01:00.0 vfs=2\n");
	assert_verdict(&test, "0000:01:00.0", VERDICT_KEPT);
	end(&test);
	start(&test, "storage",
	      "file proc/cmdline root=/dev/disk/by-path/pci-0000:01:00.0-nvme-1-part2\n",
	      "01:00.0 vfs=2\n!01:00.0\n");
	assert_verdict(&test, "0000:01:00.0", VERDICT_EXCLUDED);
	end(&test);
}

static void the_plan_has_overrides_loads_unbinds_and_probes_in_this_order(void **state)
{
	static const enum action_kind kinds[] = { ACTION_OVERRIDE, ACTION_OVERRIDE, ACTION_OVERRIDE,
						  ACTION_LOAD,     ACTION_LOAD,     ACTION_UNBIND,
						  ACTION_PROBE,    ACTION_PROBE,    ACTION_PROBE };
	const struct plan *plan;
	struct test test;
	size_t i;

	(void)state;
	start(&test, "twins", "pci 0000:07:00.0 10de:2184 1462:3790 030000 driver=nouveau\n",
	      "04:00.0\n04:00.1 driver=pci-stub\n07:00.0\n00:02.0\n");
	plan = &test.decision.plan;
	assert_int_equal(plan->count, ARRAY_SIZE(kinds));
	for (i = 0; i < plan->count; i++)
		assert_int_equal(plan->list[i].kind, kinds[i]);
	assert_string_equal(plan->list[3].driver, "vfio-pci");
	assert_string_equal(plan->list[4].driver, "pci-stub");
	end(&test);
}

static void with_enable_0_nothing_is_decided(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "file proc/cmdline vfio_prebind.enable=0\n", "04:00.0\n");
	assert_int_equal(test.inputs.config.count, 1);
	assert_int_equal(test.decision.matches.count, 0);
	assert_int_equal(test.decision.plan.count, 0);
	end(&test);
}

static void a_rule_that_finds_nothing_is_known(void **state)
{
	struct test test;
	size_t i;

	(void)state;
	start(&test, "twins", NULL, "04:00.0\n05:00.0\n!05:00.0\ndead:beef\n1002:* class=02\n");
	for (i = 0; i < test.inputs.config.count; i++)
		assert_int_equal(rule_finds_nothing(&test.inputs.config.rules[i],
						    &test.inputs.devices),
				 i == 1 || i == 3 || i == 4);
	end(&test);
}

static void only_what_was_asked_for_and_not_given_is_a_problem(void **state)
{
	(void)state;
	assert_true(verdict_is_problem(VERDICT_BRIDGE));
	assert_false(verdict_is_problem(VERDICT_PASSED));
	assert_true(verdict_is_problem(VERDICT_MISMATCH));
	assert_true(verdict_is_problem(VERDICT_STORAGE));
	assert_true(verdict_is_problem(VERDICT_BUSY));
	assert_false(verdict_is_problem(VERDICT_ALREADY));
	assert_false(verdict_is_problem(VERDICT_EXCLUDED));
	assert_false(verdict_is_problem(VERDICT_KEPT));
}

UNIT_MAIN(cmocka_unit_test(unlisted_twin_keeps_its_driver),
	  cmocka_unit_test(a_bridge_is_never_wanted),
	  cmocka_unit_test(an_exclusion_wins_and_remembers_who_wanted),
	  cmocka_unit_test(an_exclusion_alone_is_no_match),
	  cmocka_unit_test(a_condition_that_does_not_hold_is_told_for_one_place_only),
	  cmocka_unit_test(an_exclusion_whose_condition_does_not_hold_excludes_nothing),
	  cmocka_unit_test(the_last_rule_decides),
	  cmocka_unit_test(a_group_is_reached_without_its_bridges),
	  cmocka_unit_test(a_rule_that_names_a_function_wins_over_its_group),
	  cmocka_unit_test(of_two_rules_for_a_group_the_last_decides),
	  cmocka_unit_test(neither_a_bridge_nor_an_exclusion_brings_a_group),
	  cmocka_unit_test(storage_is_wanted_only_by_its_id),
	  cmocka_unit_test(a_bound_function_is_left_as_it_is),
	  cmocka_unit_test(a_physical_function_stays_with_the_host),
	  cmocka_unit_test(a_disk_of_the_host_may_have_virtual_functions),
	  cmocka_unit_test(the_plan_has_overrides_loads_unbinds_and_probes_in_this_order),
	  cmocka_unit_test(with_enable_0_nothing_is_decided),
	  cmocka_unit_test(a_rule_that_finds_nothing_is_known),
	  cmocka_unit_test(only_what_was_asked_for_and_not_given_is_a_problem))
