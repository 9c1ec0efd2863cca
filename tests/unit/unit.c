// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine of a unit test.
 */
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "fake/machine.h"
#include "kernel/inputs.h"

#define MACHINES "tests/machines"

static struct fake machine;

struct fs *unit_machine(const char *name, const char *lines)
{
	char path[FAKE_PATH_SIZE];
	struct fs *fs;

	fake_start(&machine);
	fake_now = &machine;
	(void)snprintf(path, sizeof(path), MACHINES "/%s", name ? name : "");
	if (name)
		assert_int_equal(machine_read(&machine, MACHINES, path), 0);
	if (lines)
		assert_int_equal(machine_parse(&machine, MACHINES, "the test's lines", lines,
					       strlen(lines)),
				 0);
	assert_int_equal(fs_open("/", &fs), 0);
	return fs;
}

void unit_machine_end(struct fs *fs)
{
	fs_close(fs);
	fake_free(&machine);
	fake_now = NULL;
}

void unit_inputs(struct fs *fs, const char *config, struct inputs *inputs)
{
	if (config)
		assert_true(tree_add_file(&machine.tree, CONFIG_PATH, config, strlen(config)) > 0);
	assert_int_equal(inputs_read(fs, CONFIG_IMAGE, inputs), 0);
}

void unit_config(const char *text, struct config *config)
{
	struct diagnostics errors = { 0 };

	memset(config, 0, sizeof(*config));
	assert_int_equal(
		config_add_file(config, &errors, "test.conf", text, strlen(text), CONFIG_HOST), 0);
	if (errors.count)
		fail_msg("%s: %s", text, errors.list[0].text);
}

size_t unit_device(const struct pci_devices *devices, const char *address)
{
	struct pci_address wanted;
	const struct pci_device *device;

	assert_int_equal(pci_address_parse(address, strlen(address), false, &wanted), 0);
	device = pci_devices_find(devices, &wanted);
	assert_non_null(device);
	return (size_t)(device - devices->list);
}
