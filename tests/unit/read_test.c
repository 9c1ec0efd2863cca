// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading /sys/bus/pci, and the inputs as a whole.
 */
#include "unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kernel/inputs.h"
#include "kernel/pci_function.h"
#include "kernel/pci_scan.h"

#define GPU "pci 0000:01:00.0 10de:2184 1462:3790 030000 group=7 driver=nouveau boot_vga=1\n"
#define GPU_FILE "sys/devices/pci0000:01/0000:01:00.0/"

static void a_function_is_read_with_all_that_it_has(void **state)
{
	struct fs *fs = unit_machine("desktop-igpu-dgpu", NULL);
	const struct pci_device *device, *parent;
	struct pci_devices devices;
	struct diagnostics errors = { 0 };

	(void)state;
	assert_int_equal(pci_scan(fs, &devices, &errors), 0);
	assert_int_equal(pci_read_all(fs, &devices, &errors), 0);
	assert_int_equal(errors.count, 0);
	device = &devices.list[unit_device(&devices, "0000:01:00.1")];
	assert_int_equal(device->id.vendor, 0x10de);
	assert_int_equal(device->id.device, 0x1aeb);
	assert_int_equal(device->id.subvendor, 0x1462);
	assert_int_equal(device->id.subdevice, 0x3790);
	assert_int_equal(device->class, 0x040300);
	assert_int_equal(device->group, 1);
	assert_string_equal(device->driver, "");
	parent = &devices.list[device->parent];
	assert_ptr_equal(parent, &devices.list[unit_device(&devices, "0000:00:01.0")]);
	assert_string_equal(parent->driver, "pcieport");
	assert_int_equal(parent->parent, -1);
	assert_true(devices.list[unit_device(&devices, "0000:00:02.0")].boot_vga);
	assert_false(devices.list[unit_device(&devices, "0000:01:00.0")].boot_vga);
	pci_devices_free(&devices);
	unit_machine_end(fs);
}

static void the_order_is_that_of_the_addresses(void **state)
{
	struct fs *fs = unit_machine("vmd", NULL);
	struct pci_devices devices;
	struct diagnostics errors = { 0 };
	size_t i;

	(void)state;
	assert_int_equal(pci_scan(fs, &devices, &errors), 0);
	assert_int_equal(pci_read_all(fs, &devices, &errors), 0);
	for (i = 1; i < devices.count; i++)
		assert_true(pci_address_compare(&devices.list[i - 1].address,
						&devices.list[i].address) < 0);
	/* a root bus of its own, although the controller is above it in the tree */
	assert_int_equal(devices.list[unit_device(&devices, "10000:e0:06.0")].parent, -1);
	pci_devices_free(&devices);
	unit_machine_end(fs);
}

static void an_unreadable_function_is_left_out_and_named(void **state)
{
	static const char *const aliases[] = {
		"",
		"pci:v000010DEd00002184sv00001462sd00003790bc03sc00i0",
		"pci:v000010DEd00002184sv00001462sd00003790bc03sc00i00 ",
		"pci:v000010DEd00002184sv00001462sd00003790bc03sc00i000",
		"pci:v000110DEd00002184sv00001462sd00003790bc03sc00i00",
		"pci:v000010DEd00002184sv00001462sd0000379gbc03sc00i00",
		"pci:v000010DEd00002184sd00001462sv00003790bc03sc00i00",
		"usb:v000010DEd00002184sv00001462sd00003790bc03sc00i00",
		"pci:v000010DEd00002184\\x00",
		"pci:v000010DEd00002184sv00001462sd00003790bc03sc00i00\\npci:",
		"pci:v000010DEd00002184sv00001462sd00003790bc03sc00i00000000000000000",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(aliases); i++) {
		struct diagnostics errors = { 0 };
		struct pci_devices devices;
		char lines[512];
		struct fs *fs;

		(void)snprintf(lines, sizeof(lines),
			       GPU "pci 0000:02:00.0 10de:1aeb 1462:3790 040300\n"
				   "remove " GPU_FILE "modalias\nfile " GPU_FILE "modalias %s\n",
			       aliases[i]);
		fs = unit_machine(NULL, lines);
		assert_int_equal(pci_scan(fs, &devices, &errors), 0);
		assert_int_equal(devices.count, 1);
		assert_int_equal(errors.count, 1);
		assert_string_equal(errors.list[0].file, "/sys/bus/pci/devices/0000:01:00.0");
		diagnostics_free(&errors);
		pci_devices_free(&devices);
		unit_machine_end(fs);
	}
}

/* A machine with one function, of which something cannot be read: it is doubtful, and named once.
 */
static void expect_doubt(const char *lines)
{
	struct fs *fs = unit_machine(NULL, lines);
	struct diagnostics errors = { 0 };
	struct pci_devices devices;

	assert_int_equal(pci_scan(fs, &devices, &errors), 0);
	assert_int_equal(devices.count, 1);
	assert_int_equal(errors.count, 0);
	assert_int_equal(pci_read_all(fs, &devices, &errors), 0);
	assert_int_equal(devices.list[0].detail, PCI_DOUBTFUL);
	assert_int_equal(errors.count, 1);
	assert_int_equal(pci_read_all(fs, &devices, &errors), 0);
	assert_int_equal(errors.count, 1);
	diagnostics_free(&errors);
	pci_devices_free(&devices);
	unit_machine_end(fs);
}

static void a_group_that_is_no_number_makes_a_function_doubtful(void **state)
{
	static const char *const targets[] = { "../groups/x", "../groups/-1", "../groups/1x",
					       "../groups/99999999999",
					       "../groups/12345678901234567" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		char lines[512];

		(void)snprintf(lines, sizeof(lines), GPU "link " GPU_FILE "iommu_group %s\n",
			       targets[i]);
		expect_doubt(lines);
	}
}

static void a_driver_whose_name_is_too_long_makes_a_function_doubtful(void **state)
{
	static const char name[] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	char lines[512];

	(void)state;
	assert_int_equal(strlen(name), PCI_DRIVER_SIZE);
	(void)snprintf(lines, sizeof(lines), GPU "link " GPU_FILE "driver ../%s\n", name);
	expect_doubt(lines);
}

static void a_name_that_is_no_address_never_becomes_a_path(void **state)
{
	static const char lines[] = GPU "directory sys/bus/pci/devices/0000:01:00.8\n"
					"directory sys/bus/pci/devices/01:00.0\n"
					"directory sys/bus/pci/devices/0000:0A:00.0\n"
					"file sys/bus/pci/devices/README x\n";
	struct fs *fs = unit_machine(NULL, lines);
	struct diagnostics errors = { 0 };
	struct pci_devices devices;

	(void)state;
	assert_int_equal(pci_scan(fs, &devices, &errors), 0);
	assert_int_equal(devices.count, 1);
	assert_int_equal(errors.count, 4);
	diagnostics_free(&errors);
	pci_devices_free(&devices);
	unit_machine_end(fs);
}

static void a_function_whose_link_is_to_another_is_doubtful(void **state)
{
	static const char *const names[] = { "0000:02:00.0", "0000:01:00.00000", "0000:01:00." };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		char lines[1024];

		(void)snprintf(lines, sizeof(lines),
			       GPU "link sys/devices/pci0000:01/%s 0000:01:00.0\n"
				   "link sys/bus/pci/devices/0000:01:00.0 "
				   "../../../devices/pci0000:01/%s\n",
			       names[i], names[i]);
		expect_doubt(lines);
	}
}

/* A directory instead of a link: where it is cannot be said, and so not what excludes it. */
static void a_function_without_a_link_is_doubtful(void **state)
{
	(void)state;
	expect_doubt("file sys/bus/pci/devices/0000:05:00.0/modalias "
		     "pci:v000010DEd00002184sv00000000sd00000000bc03sc00i00\n");
}

static void a_link_that_leads_nowhere_near_a_bridge_has_no_parent(void **state)
{
	static const char *const targets[] = { "0000:05:00.0", "x/0000:05:00.0",
					       "../../../devices/0000:00:01.9/0000:05:00.0" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		struct diagnostics errors = { 0 };
		struct pci_devices devices;
		char lines[256];
		struct fs *fs;

		(void)snprintf(lines, sizeof(lines),
			       GPU "link sys/bus/pci/devices/0000:01:00.0 %s\n", targets[i]);
		fs = unit_machine(NULL, lines);
		/* without its files it has vanished: no error, no function */
		assert_int_equal(pci_scan(fs, &devices, &errors), 0);
		assert_int_equal(devices.count, 0);
		assert_int_equal(errors.count, 0);
		pci_devices_free(&devices);
		unit_machine_end(fs);
	}
}

static void too_many_entries_are_an_error_and_no_shorter_list(void **state)
{
	struct fs *fs = unit_machine(NULL, GPU);
	struct diagnostics errors = { 0 };
	struct pci_devices devices;
	size_t i;

	(void)state;
	for (i = 0; i < PCI_DEVICES_MAX; i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), "sys/bus/pci/devices/%zu", i);
		/* names differ in their first bytes: the tree looks each one up */
		assert_true(tree_add_link(&fake_now->tree, path, "x") > 0);
	}
	assert_int_equal(pci_scan(fs, &devices, &errors), -E2BIG);
	unit_machine_end(fs);
}

static void questions_about_one_function_are_answered(void **state)
{
	struct fs *fs = unit_machine(NULL, GPU);
	struct pci_address address = { .bus = 1 }, absent = { .bus = 9 };
	char text[PCI_DRIVER_SIZE];

	(void)state;
	assert_int_equal(pci_read_driver(fs, &address, text), 0);
	assert_string_equal(text, "nouveau");
	assert_int_equal(pci_read_override(fs, &address, text), 0);
	assert_string_equal(text, "");
	assert_int_equal(
		fs_write(fs, "sys/bus/pci/devices/0000:01:00.0/driver_override", "vfio-pci\n"), 0);
	assert_int_equal(pci_read_override(fs, &address, text), 0);
	assert_string_equal(text, "vfio-pci");
	assert_int_equal(pci_read_override(fs, &absent, text), -ENOENT);
	assert_true(pci_has_driver(fs, "nouveau"));
	assert_false(pci_has_driver(fs, "vfio-pci"));
	unit_machine_end(fs);
}

static void inputs_that_are_not_there_are_named(void **state)
{
	struct fs *fs = unit_machine(NULL, "directory tmp\n");
	struct inputs inputs;

	(void)state;
	unit_inputs(fs, NULL, &inputs);
	assert_true(inputs.no_devices);
	assert_true(inputs.cmdline.enable);
	assert_string_equal(inputs.kernel, "");
	assert_int_equal(inputs.errors.count, 2);
	inputs_free(&inputs);
	unit_machine_end(fs);
}

static void a_release_that_is_too_long_is_unknown(void **state)
{
	struct fs *fs = unit_machine("debian-12", "remove proc/sys/kernel/osrelease\n"
						  "fill proc/sys/kernel/osrelease 200 6\n");
	struct inputs inputs;

	(void)state;
	unit_inputs(fs, NULL, &inputs);
	assert_string_equal(inputs.kernel, "");
	inputs_free(&inputs);
	unit_machine_end(fs);
}

static void drop_ins_end_in_conf_and_come_in_byte_order(void **state)
{
	static const char lines[] = "file etc/vfio-prebind.conf.d/b.conf 10de:0002\n"
				    "file etc/vfio-prebind.conf.d/B.conf 10de:0001\n"
				    "file etc/vfio-prebind.conf.d/.c.conf 10de:0003\n"
				    "file etc/vfio-prebind.conf.d/.conf 10de:0003\n"
				    "file etc/vfio-prebind.conf.d/d.conf.bak 10de:0003\n"
				    "directory etc/vfio-prebind.conf.d/e.conf\n";
	struct fs *fs = unit_machine("twins", lines);
	struct inputs inputs;

	(void)state;
	unit_inputs(fs, "10de:0000\n", &inputs);
	assert_int_equal(inputs.config.count, 3);
	assert_int_equal(inputs.config.rules[0].selector.id.device, 0);
	assert_int_equal(inputs.config.rules[1].selector.id.device, 1);
	assert_int_equal(inputs.config.rules[2].selector.id.device, 2);
	assert_int_equal(inputs.errors.count, 1);
	inputs_free(&inputs);
	unit_machine_end(fs);
}

UNIT_MAIN(cmocka_unit_test(a_function_is_read_with_all_that_it_has),
	  cmocka_unit_test(the_order_is_that_of_the_addresses),
	  cmocka_unit_test(an_unreadable_function_is_left_out_and_named),
	  cmocka_unit_test(a_group_that_is_no_number_makes_a_function_doubtful),
	  cmocka_unit_test(a_driver_whose_name_is_too_long_makes_a_function_doubtful),
	  cmocka_unit_test(a_name_that_is_no_address_never_becomes_a_path),
	  cmocka_unit_test(a_function_whose_link_is_to_another_is_doubtful),
	  cmocka_unit_test(a_function_without_a_link_is_doubtful),
	  cmocka_unit_test(a_link_that_leads_nowhere_near_a_bridge_has_no_parent),
	  cmocka_unit_test(too_many_entries_are_an_error_and_no_shorter_list),
	  cmocka_unit_test(questions_about_one_function_are_answered),
	  cmocka_unit_test(inputs_that_are_not_there_are_named),
	  cmocka_unit_test(a_release_that_is_too_long_is_unknown),
	  cmocka_unit_test(drop_ins_end_in_conf_and_come_in_byte_order))
