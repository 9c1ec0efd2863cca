// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Carrying out a plan, step by step, and settling what is left.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "kernel/execute.h"
#include "kernel/pci_driver.h"

#define OVERRIDE "sys/bus/pci/devices/0000:04:00.0/driver_override"
#define PROBE "sys/bus/pci/drivers_probe"

struct test {
	struct fs *fs;
	struct inputs inputs;
	struct decision decision;
	struct execution *execution;
};

static void start(struct test *test, const char *machine, const char *config, const char *faults)
{
	unsigned int line;

	memset(test, 0, sizeof(*test));
	test->fs = unit_machine(machine, NULL);
	unit_inputs(test->fs, config, &test->inputs);
	assert_int_equal(decision_make(&test->inputs, &test->decision), 0);
	test->execution = calloc(1, execution_size(&test->decision.matches));
	assert_non_null(test->execution);
	test->execution->fs = test->fs;
	test->execution->matches = &test->decision.matches;
	test->execution->plan = &test->decision.plan;
	if (faults)
		assert_int_equal(fault_parse(&fake_now->faults, faults, strlen(faults), &line), 0);
}

static void run(struct test *test)
{
	execution_run(test->execution);
	assert_true(execution_is_over(test->execution));
	execution_conclude(test->execution);
}

static void end(struct test *test)
{
	free(test->execution);
	decision_free(&test->decision);
	inputs_free(&test->inputs);
	unit_machine_end(test->fs);
}

static void assert_outcome(const struct test *test, size_t match, enum outcome_state state,
			   enum action_kind step, int error)
{
	assert_int_equal(test->execution->outcomes[match].state, state);
	assert_int_equal(test->execution->outcomes[match].error, error);
	if (error)
		assert_int_equal(test->execution->outcomes[match].step, step);
}

static void the_first_of_two_fails_and_the_second_is_bound(void **state)
{
	static const struct {
		const char *faults;
		enum action_kind step;
		int error;
	} table[] = {
		{ "write " OVERRIDE " EBUSY", ACTION_OVERRIDE, -EBUSY },
		{ "write " OVERRIDE " EACCES", ACTION_OVERRIDE, -EACCES },
		{ "write " OVERRIDE " ENODEV", ACTION_OVERRIDE, -ENODEV },
		{ "write " OVERRIDE " short once", ACTION_OVERRIDE, -EIO },
		{ "write " OVERRIDE " vanish=0000:04:00.0", ACTION_OVERRIDE, -ENOENT },
		{ "load vfio-pci vanish=0000:04:00.0", ACTION_PROBE, -ENODEV },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct test test;

		start(&test, "twins", "04:00.*\n", table[i].faults);
		run(&test);
		assert_outcome(&test, 0,
			       strstr(table[i].faults, "vanish") ? OUTCOME_GONE : OUTCOME_RELEASED,
			       table[i].step, table[i].error);
		assert_outcome(&test, 1, OUTCOME_BOUND, ACTION_PROBE, 0);
		assert_string_equal(test.execution->outcomes[1].driver, "vfio-pci");
		assert_string_equal(
			fake_now->devices[unit_device(&test.inputs.devices, "0000:04:00.0")]
				.override,
			"");
		end(&test);
	}
}

static void a_module_that_fails_releases_all_that_want_it(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.*\n03:00.1 driver=pci-stub\n", "load vfio-pci EPERM");
	assert_int_equal(fake_add_driver(fake_now, "pci-stub", DRIVER_MODULE) >= 0, 1);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_BOUND, ACTION_PROBE, 0);
	assert_outcome(&test, 1, OUTCOME_RELEASED, ACTION_LOAD, -EPERM);
	assert_outcome(&test, 2, OUTCOME_RELEASED, ACTION_LOAD, -EPERM);
	end(&test);
}

static void a_module_that_only_says_that_it_is_there_is_not(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.0\n", "exists sys/bus/pci/drivers/vfio-pci ENOENT\n");
	run(&test);
	/* it has still taken the function, and that decides */
	assert_outcome(&test, 0, OUTCOME_BOUND, ACTION_LOAD, 0);
	end(&test);
}

static void a_driver_that_keeps_its_function_is_bound_in_the_end(void **state)
{
	struct test test;

	(void)state;
	start(&test, "serial-builtin", "02:00.0\n",
	      "write sys/bus/pci/drivers/serial/unbind EINVAL");
	run(&test);
	assert_outcome(&test, 0, OUTCOME_RELEASED, ACTION_UNBIND, -EINVAL);
	assert_string_equal(test.execution->outcomes[0].driver, "serial");
	end(&test);
}

static void a_driver_that_fails_to_unbind_and_is_unbound_is_no_error(void **state)
{
	struct test test;

	(void)state;
	start(&test, "serial-builtin", "02:00.0\n", NULL);
	fake_unbind(fake_now, fake_find_device(fake_now, "0000:02:00.0"));
	run(&test);
	assert_outcome(&test, 0, OUTCOME_BOUND, ACTION_UNBIND, 0);
	end(&test);
}

static void hold_keeps_the_override_and_needs_it(void **state)
{
	struct test test;

	(void)state;
	start(&test, "no-iommu", "08:00.0 on-failure=hold\n", NULL);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_HELD, ACTION_PROBE, -ENODEV);
	end(&test);
	start(&test, "no-iommu", "08:00.0 on-failure=hold\n",
	      "write sys/bus/pci/devices/0000:08:00.0/driver_override EBUSY\n");
	run(&test);
	assert_outcome(&test, 0, OUTCOME_STUCK, ACTION_OVERRIDE, -EBUSY);
	end(&test);
}

static void clearing_is_tried_more_than_once(void **state)
{
	static const char once[] = "write sys/bus/pci/devices/0000:08:00.0/driver_override EIO "
				   "after=1 once\n";
	static const char always[] = "write sys/bus/pci/devices/0000:08:00.0/driver_override EIO "
				     "after=1\n";
	struct test test;

	(void)state;
	start(&test, "no-iommu", "08:00.0\n", once);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_RELEASED, ACTION_PROBE, -ENODEV);
	end(&test);
	start(&test, "no-iommu", "08:00.0\n", always);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_STUCK, ACTION_PROBE, -ENODEV);
	end(&test);
}

/* As if a process had been cut off at this step. */
static void cut(struct test *test, size_t step, int error)
{
	test->execution->step = step;
	execution_skip(test->execution, error);
	assert_int_equal(test->execution->step, step + 1);
}

static void take(const struct test *test, const char *path)
{
	assert_int_equal(fs_write(test->fs, path, "vfio-pci"), 0);
}

/* Where the log of what was done speaks of it for the first time. */
static const char *find_logged(const char *what)
{
	const char *found = memmem(fake_now->log.data, fake_now->log.used, what, strlen(what));

	assert_non_null(found);
	return found;
}

static void work_that_was_cut_off_goes_on_without_the_function_it_was_at(void **state)
{
	struct test test;

	(void)state;
	start(&test, "serial-builtin", "02:00.*\n",
	      "write sys/bus/pci/drivers/serial/unbind EBUSY\n");
	take(&test, "sys/bus/pci/devices/0000:02:00.0/driver_override");
	take(&test, "sys/bus/pci/devices/0000:02:00.1/driver_override");
	assert_int_equal(fake_load(fake_now, "vfio-pci"), 0);
	/* two overrides and the load have ended, the first unbind has not */
	cut(&test, 3, -ETIMEDOUT);
	assert_outcome(&test, 0, OUTCOME_OPEN, ACTION_UNBIND, -ETIMEDOUT);
	assert_outcome(&test, 1, OUTCOME_OPEN, ACTION_OVERRIDE, 0);
	fake_now->log_what = FAKE_LOG_WRITES;
	run(&test);
	assert_outcome(&test, 0, OUTCOME_RELEASED, ACTION_UNBIND, -EBUSY);
	assert_outcome(&test, 1, OUTCOME_RELEASED, ACTION_UNBIND, -EBUSY);
	/* all others are settled before it is touched */
	assert_true(find_logged("0000:02:00.1/driver_override ''") <
		    find_logged("0000:02:00.0/power/control"));
	end(&test);
}

static void what_hung_and_has_ended_meanwhile_is_bound(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.*\n", NULL);
	take(&test, OVERRIDE);
	assert_int_equal(fake_load(fake_now, "vfio-pci"), 0);
	cut(&test, 0, -ETIMEDOUT);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_BOUND, ACTION_OVERRIDE, 0);
	end(&test);
}

static void what_hung_is_not_unbound_for_a_driver_that_is_absent(void **state)
{
	struct test test;

	(void)state;
	start(&test, "serial-builtin", "02:00.0\n", "load vfio-pci EPERM");
	cut(&test, 0, -ETIMEDOUT);
	fake_now->log_what = FAKE_LOG_WRITES;
	run(&test);
	assert_outcome(&test, 0, OUTCOME_RELEASED, ACTION_OVERRIDE, -ETIMEDOUT);
	assert_string_equal(test.execution->outcomes[0].driver, "serial");
	assert_null(memmem(fake_now->log.data, fake_now->log.used, "unbind", strlen("unbind")));
	end(&test);
}

static void settling_that_was_cut_off_twice_leaves_a_function_stuck(void **state)
{
	struct test test;
	size_t settling;

	(void)state;
	start(&test, "twins", "04:00.*\n", "load vfio-pci EIO");
	settling = test.decision.plan.count;
	cut(&test, settling, -ETIMEDOUT);
	cut(&test, settling + test.decision.matches.count, -ETIMEDOUT);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_STUCK, ACTION_PROBE, -ETIMEDOUT);
	end(&test);
}

static void a_load_that_was_cut_off_is_the_failure_of_all_that_want_it(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.*\n03:00.0 driver=pci-stub\n", NULL);
	cut(&test, 4, -ECANCELED); /* three overrides and the load of pci-stub */
	assert_outcome(&test, 0, OUTCOME_OPEN, ACTION_OVERRIDE, 0);
	assert_outcome(&test, 1, OUTCOME_OPEN, ACTION_LOAD, -ECANCELED);
	assert_outcome(&test, 2, OUTCOME_OPEN, ACTION_LOAD, -ECANCELED);
	end(&test);
}

static void a_driver_that_has_registered_is_used_although_its_load_was_cut_off(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.*\n", NULL);
	assert_int_equal(fake_load(fake_now, "vfio-pci"), 0);
	take(&test, OVERRIDE);
	cut(&test, 2, -ETIMEDOUT);
	assert_outcome(&test, 0, OUTCOME_OPEN, ACTION_LOAD, 0);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_BOUND, ACTION_LOAD, 0);
	end(&test);
}

static void without_time_what_is_left_is_released(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.*\n", NULL);
	take(&test, OVERRIDE);
	test.execution->step = 1;
	execution_release(test.execution, -ETIMEDOUT);
	assert_int_equal(test.execution->step, test.decision.plan.count);
	run(&test);
	assert_outcome(&test, 0, OUTCOME_RELEASED, ACTION_LOAD, -ETIMEDOUT);
	assert_outcome(&test, 1, OUTCOME_RELEASED, ACTION_OVERRIDE, -ETIMEDOUT);
	assert_string_equal(fake_find_device(fake_now, "0000:04:00.0")->override, "");
	end(&test);
}

static void release_gives_a_function_back(void **state)
{
	struct pci_address address = { .bus = 4 }, absent = { .bus = 9 };
	struct fs *fs = unit_machine("twins", NULL);

	(void)state;
	assert_int_equal(fs_write(fs, OVERRIDE, "vfio-pci"), 0);
	assert_int_equal(fake_load(fake_now, "amdgpu"), 0);
	assert_int_equal(driver_release(fs, &address), 0);
	assert_int_equal(fake_find_device(fake_now, "0000:04:00.0")->driver,
			 fake_find_driver(fake_now, "amdgpu"));
	assert_int_equal(driver_release(fs, &absent), 0);
	unit_machine_end(fs);
}

static void a_function_is_taken_from_the_driver_that_is_named_alone(void **state)
{
	struct pci_address address = { .bus = 2 }, absent = { .bus = 9 };
	struct fs *fs = unit_machine("serial-builtin", NULL);
	const struct fake_device *device = fake_find_device(fake_now, "0000:02:00.0");
	int driver = device->driver;

	(void)state;
	assert_int_equal(fake_load(fake_now, "vfio-pci"), 0);
	assert_int_equal(driver_unbind(fs, &address, "vfio-pci"), -ENODEV);
	assert_int_equal(device->driver, driver);
	assert_int_equal(driver_unbind(fs, &address, fake_now->drivers[driver].name), 0);
	assert_int_equal(device->driver, NO_DRIVER);
	assert_int_equal(driver_unbind(fs, &address, "vfio-pci"), 0);
	assert_int_equal(driver_unbind(fs, &absent, "vfio-pci"), 0);
	unit_machine_end(fs);
}

UNIT_MAIN(cmocka_unit_test(the_first_of_two_fails_and_the_second_is_bound),
	  cmocka_unit_test(a_module_that_fails_releases_all_that_want_it),
	  cmocka_unit_test(a_module_that_only_says_that_it_is_there_is_not),
	  cmocka_unit_test(a_driver_that_keeps_its_function_is_bound_in_the_end),
	  cmocka_unit_test(a_driver_that_fails_to_unbind_and_is_unbound_is_no_error),
	  cmocka_unit_test(hold_keeps_the_override_and_needs_it),
	  cmocka_unit_test(clearing_is_tried_more_than_once),
	  cmocka_unit_test(work_that_was_cut_off_goes_on_without_the_function_it_was_at),
	  cmocka_unit_test(what_hung_and_has_ended_meanwhile_is_bound),
	  cmocka_unit_test(what_hung_is_not_unbound_for_a_driver_that_is_absent),
	  cmocka_unit_test(settling_that_was_cut_off_twice_leaves_a_function_stuck),
	  cmocka_unit_test(a_load_that_was_cut_off_is_the_failure_of_all_that_want_it),
	  cmocka_unit_test(a_driver_that_has_registered_is_used_although_its_load_was_cut_off),
	  cmocka_unit_test(without_time_what_is_left_is_released),
	  cmocka_unit_test(release_gives_a_function_back),
	  cmocka_unit_test(a_function_is_taken_from_the_driver_that_is_named_alone))
