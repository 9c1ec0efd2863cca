// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine in memory itself: what the other tests rely on must behave as the kernel does.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "fake/machine.h"
#include "kernel/modules.h"

#define DEVICE "sys/bus/pci/devices/0000:04:00.0"
#define OVERRIDE DEVICE "/driver_override"
#define PROBE "sys/bus/pci/drivers_probe"

static void assert_text(struct fs *fs, const char *path, const char *expected)
{
	char text[128];

	assert_int_equal(fs_read_attribute(fs, path, text, sizeof(text)), 0);
	assert_string_equal(text, expected);
}

static const char *driver_of(const char *address)
{
	const struct fake_device *device = fake_find_device(fake_now, address);

	return device->driver == NO_DRIVER ? "" : fake_now->drivers[device->driver].name;
}

static void no_log(void *data, int priority, const char *text)
{
	(void)data;
	(void)priority;
	(void)text;
}

static void an_override_is_cut_at_its_newline_and_cleared_by_an_empty_line(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);

	(void)state;
	assert_text(fs, OVERRIDE, "(null)");
	assert_int_equal(fs_write(fs, OVERRIDE, "vfio-pci\nrest"), 0);
	assert_text(fs, OVERRIDE, "vfio-pci");
	assert_int_equal(fs_write(fs, OVERRIDE, "\n"), 0);
	assert_text(fs, OVERRIDE, "(null)");
	unit_machine_end(fs);
}

static void a_probe_succeeds_even_if_nothing_binds(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);

	(void)state;
	assert_int_equal(fs_write(fs, PROBE, "0000:04:00.0"), 0);
	assert_string_equal(driver_of("0000:04:00.0"), "");
	assert_int_equal(fs_write(fs, PROBE, "0000:09:00.0"), -ENODEV);
	unit_machine_end(fs);
}

static void a_driver_that_registers_takes_what_matches(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);

	(void)state;
	assert_int_equal(fs_write(fs, OVERRIDE, "vfio-pci"), 0);
	assert_int_equal(module_load("amdgpu", no_log, NULL), 0);
	assert_string_equal(driver_of("0000:03:00.0"), "amdgpu");
	assert_string_equal(driver_of("0000:04:00.0"), "");
	assert_int_equal(module_load("vfio-pci", no_log, NULL), 0);
	assert_string_equal(driver_of("0000:04:00.0"), "vfio-pci");
	assert_int_equal(module_load("vfio-pci", no_log, NULL), 0);
	assert_int_equal(module_load("no-such", no_log, NULL), -ENOENT);
	unit_machine_end(fs);
}

static void a_function_without_a_group_is_refused_by_vfio(void **state)
{
	struct fs *fs = unit_machine("no-iommu", NULL);

	(void)state;
	assert_int_equal(
		fs_write(fs, "sys/bus/pci/devices/0000:08:00.0/driver_override", "vfio-pci"), 0);
	assert_int_equal(module_load("vfio-pci", no_log, NULL), 0);
	assert_int_equal(fs_write(fs, PROBE, "0000:08:00.0\n"), 0);
	assert_string_equal(driver_of("0000:08:00.0"), "");
	assert_int_equal(fs_write(fs, "sys/bus/pci/drivers/vfio-pci/bind", "0000:08:00.0"),
			 -EINVAL);
	unit_machine_end(fs);
}

static void bind_and_unbind_ask_for_the_right_function(void **state)
{
	static const char bind[] = "sys/bus/pci/drivers/serial/bind";
	static const char unbind[] = "sys/bus/pci/drivers/serial/unbind";
	struct fs *fs = unit_machine("serial-builtin", NULL);

	(void)state;
	assert_int_equal(fs_write(fs, bind, "0000:02:00.0"), -EBUSY);
	assert_int_equal(fs_write(fs, bind, "0000:03:00.0"), -ENODEV);
	assert_int_equal(fs_write(fs, unbind, "0000:03:00.0"), -ENODEV);
	assert_int_equal(fs_write(fs, unbind, "0000:02:00.0"), 0);
	assert_int_equal(fs_write(fs, unbind, "0000:02:00.0"), -ENODEV);
	assert_false(fs_exists(fs, "sys/bus/pci/devices/0000:02:00.0/driver"));
	assert_false(fs_exists(fs, "sys/bus/pci/drivers/serial/0000:02:00.0"));
	assert_int_equal(fs_write(fs, bind, "0000:02:00.0"), 0);
	assert_true(fs_exists(fs, "sys/bus/pci/drivers/serial/0000:02:00.0/vendor"));
	unit_machine_end(fs);
}

static void links_lead_where_they_say(void **state)
{
	struct fs *fs = unit_machine("acs", "link loop1 loop2\nlink loop2 loop1\n"
					    "link abs /proc/cmdline\nlink dangling nowhere\n");
	char text[256], target[256];

	(void)state;
	assert_int_equal(fs_read_link(fs, "sys/bus/pci/devices/0000:05:00.0/iommu_group", target,
				      sizeof(target)),
			 0);
	assert_string_equal(strrchr(target, '/'), "/22");
	assert_text(fs, "sys/bus/pci/devices/0000:05:00.0/iommu_group/devices/0000:05:00.0/vendor",
		    "0x1912");
	assert_text(fs, "sys/bus/pci/devices/0000:05:00.0/../vendor", "0x10b5");
	assert_text(fs, "../../sys/bus/pci/devices/0000:05:00.0/vendor", "0x1912");
	assert_int_equal(fs_read_attribute(fs, "loop1", text, sizeof(text)), -ELOOP);
	assert_int_equal(fs_read_attribute(fs, "dangling", text, sizeof(text)), -ENOENT);
	assert_int_equal(fs_read_attribute(fs, "abs", text, sizeof(text)), 0);
	assert_int_equal(fs_read_attribute(fs, "abs/x", text, sizeof(text)), -ENOTDIR);
	assert_int_equal(fs_read_link(fs, "loop1", target, 5), -EMSGSIZE);
	assert_int_equal(fs_read_link(fs, "proc", target, sizeof(target)), -EINVAL);
	unit_machine_end(fs);
}

static void only_what_the_kernel_lets_write_is_written(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);
	char text[16];

	(void)state;
	assert_int_equal(fs_write(fs, DEVICE "/vendor", "x"), -EACCES);
	assert_int_equal(fs_write(fs, DEVICE, "x"), -EISDIR);
	assert_int_equal(fs_write(fs, DEVICE "/none", "x"), -ENOENT);
	assert_int_equal(fs_read_attribute(fs, PROBE, text, sizeof(text)), -EACCES);
	unit_machine_end(fs);
}

static void faults_hit_the_operation_that_they_name(void **state)
{
	static const char text[] = "write " OVERRIDE " EBUSY once # a comment\n\n"
				   "write " OVERRIDE " short after=1 once\noperation 4 EIO\n"
				   "exists proc ENOENT\nread proc/cmdline vanish=0000:04:00.0\n";
	struct fs *fs = unit_machine("twins", NULL);
	char attribute[256];
	unsigned int line;

	(void)state;
	assert_int_equal(fault_parse(&fake_now->faults, text, strlen(text), &line), 0);
	assert_int_equal(fs_write(fs, OVERRIDE, "a"), -EBUSY);
	assert_int_equal(fs_write(fs, OVERRIDE, "vfio-pci"), 0);
	assert_int_equal(fs_write(fs, OVERRIDE, "pci-stub"), -EIO);
	assert_int_equal(fs_read_attribute(fs, OVERRIDE, attribute, sizeof(attribute)), -EIO);
	assert_text(fs, OVERRIDE, "pci-");
	assert_false(fs_exists(fs, "proc"));
	assert_true(fs_exists(fs, DEVICE));
	assert_int_equal(fs_read_attribute(fs, "proc/cmdline", attribute, sizeof(attribute)), 0);
	assert_false(fs_exists(fs, DEVICE));
	assert_int_equal(fake_now->operations, 9);
	unit_machine_end(fs);
}

static void a_fault_that_makes_no_sense_is_refused_with_its_line(void **state)
{
	static const char *const table[] = { "write x",         "write x EFOO",
					     "eat x EIO",       "operation 0 EIO",
					     "operation x EIO", "write x EIO twice" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct fault_plan plan = { .count = 0 };
		unsigned int line;

		assert_int_equal(fault_parse(&plan, table[i], strlen(table[i]), &line), -EINVAL);
		assert_int_equal(line, 1);
	}
}

static void a_copy_is_a_machine_of_its_own(void **state)
{
	static struct fake copy;
	struct fs *fs = unit_machine("twins", NULL), *other;
	struct fake *original = fake_now;

	(void)state;
	fake_copy(&copy, original);
	fake_now = &copy;
	assert_int_equal(fs_open("/", &other), 0);
	assert_int_equal(fs_write(other, OVERRIDE, "vfio-pci"), 0);
	fake_vanish(&copy, "0000:03:00.0");
	assert_text(fs, OVERRIDE, "(null)");
	assert_text(other, OVERRIDE, "vfio-pci");
	assert_true(fs_exists(fs, "sys/bus/pci/devices/0000:03:00.0"));
	fake_copy(&copy, original);
	assert_text(other, OVERRIDE, "(null)");
	fs_close(other);
	fake_free(&copy);
	fake_now = original;
	unit_machine_end(fs);
}

static void the_record_has_each_change_in_order(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);

	(void)state;
	fake_now->log_what = FAKE_LOG_WRITES;
	assert_int_equal(fs_write(fs, OVERRIDE, "vfio-pci\n"), 0);
	assert_true(fs_exists(fs, DEVICE));
	assert_int_equal(fs_write(fs, PROBE, "x"), -ENODEV);
	assert_int_equal(fs_replace(fs, "run", "a", 0644, "b", 1), 0);
	arena_add_line(&fake_now->log, "", 0);
	fake_now->log.data[fake_now->log.used - 1] = '\0';
	assert_string_equal(fake_now->log.data, "write " OVERRIDE " 'vfio-pci'\n"
						"write " PROBE " 'x': ENODEV\nreplace run/a\n");
	assert_text(fs, "run/a", "b");
	unit_machine_end(fs);
}

static void a_machine_that_makes_no_sense_is_refused(void **state)
{
	static const char *const table[] = {
		"nonsense",
		"pci",
		"pci 0000:01:00.0 10de:2184 1462:3790",
		"driver x",
		"driver x y",
		"pci 01:00.0 10de:* 1462:3790 030000",
		"pci 01:00.0 10de:2184 1462:3790 030000 a=b",
		"pci 01:00.0 10de:2184 1462:3790 030000 parent=00:01.0",
		"remove nothing",
		"file",
		"file a \\q",
		"fill a",
		"fill a -1 x",
		"link a",
		"include",
		"include none",
		"block a 1:2",
		"block a/b",
		"slaves a b",
		"directory",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct fs *fs = unit_machine(NULL, NULL);

		assert_int_equal(machine_parse(fake_now, "tests/machines", "expected", table[i],
					       strlen(table[i])),
				 -EINVAL);
		unit_machine_end(fs);
	}
}

UNIT_MAIN(cmocka_unit_test(an_override_is_cut_at_its_newline_and_cleared_by_an_empty_line),
	  cmocka_unit_test(a_probe_succeeds_even_if_nothing_binds),
	  cmocka_unit_test(a_driver_that_registers_takes_what_matches),
	  cmocka_unit_test(a_function_without_a_group_is_refused_by_vfio),
	  cmocka_unit_test(bind_and_unbind_ask_for_the_right_function),
	  cmocka_unit_test(links_lead_where_they_say),
	  cmocka_unit_test(only_what_the_kernel_lets_write_is_written),
	  cmocka_unit_test(faults_hit_the_operation_that_they_name),
	  cmocka_unit_test(a_fault_that_makes_no_sense_is_refused_with_its_line),
	  cmocka_unit_test(a_copy_is_a_machine_of_its_own),
	  cmocka_unit_test(the_record_has_each_change_in_order),
	  cmocka_unit_test(a_machine_that_makes_no_sense_is_refused))
