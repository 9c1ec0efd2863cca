// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the machine for the verbs.
 */
#include "host/machine/machine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "host/base/cli.h"
#include "host/base/privilege.h"
#include "host/base/sysroot.h"
#include "host/image/config_text.h"
#include "host/image/pin.h"
#include "host/machine/framebuffer.h"
#include "host/machine/memory.h"
#include "host/machine/serials.h"
#include "host/needs/route.h"
#include "host/needs/storage.h"
#include "kernel/inputs.h"
#include "kernel/pci_function.h"
#include "kernel/pci_scan.h"

int machine_open_config(struct machine *machine, const char *sysroot)
{
	struct inputs *inputs = &machine->inputs;
	int r = 0;

	memset(machine, 0, sizeof(*machine));
	machine->sysroot = sysroot;
	machine->is_captured = sysroot_is_captured(sysroot);
	if (machine->is_captured)
		r = privilege_drop_admin(); /* its files are files */
	if (!r)
		r = sysroot_open(sysroot, &machine->fs);
	if (!r)
		r = config_files_read(&machine->files, machine->fs, &inputs->config,
				      &inputs->errors);
	machine->file_rules = inputs->config.count;
	machine->file_errors = inputs->errors.count;
	inputs->incomplete = inputs->config.unreadable; /* it may have a "!" in it */
	return r;
}

static int read_cmdline(struct machine *machine)
{
	int r = config_files_read_cmdline(&machine->files, machine->fs, &machine->running,
					  &machine->cmdline);

	return r ? r : machine_add_cmdline(machine, &machine->inputs);
}

struct config machine_file_config(const struct machine *machine)
{
	struct config config = machine->inputs.config;

	config.count = machine->file_rules;
	return config;
}

static bool wants_pins(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (pin_is_wanted(&config->rules[i]))
			return true;
	return false;
}

/* The cards of another machine are unknown: builds for it as with "set pin=no". */
static int check_home(struct machine *machine)
{
	const struct config config = machine_file_config(machine);
	char name[FS_PATH_SIZE], text[128];
	struct home *home = &machine->home;
	size_t i;
	int r = wants_pins(&config) ? home_find(machine->fs, machine->is_captured, home) : 0;

	if (r || !home->file)
		return r;
	for (i = 0; i < config.count; i++)
		config.rules[i].pin = false;
	r = fs_path(name, "/%s", home->file);
	(void)snprintf(text, sizeof(text),
		       "%s: lines are not pinned to cards, as with 'set pin=no'", home->why);
	return r ? r : diagnostics_add(&machine->warnings, name, 0, 0, text);
}

static int read_serials(struct machine *machine)
{
	struct pci_devices *devices = &machine->inputs.devices;
	bool is_unknown = false;
	size_t i;

	serials_read_for_image(machine->fs, &machine->inputs.config, &machine->memory,
			       &machine->protection, devices);
	for (i = 0; i < devices->count; i++)
		is_unknown |= devices->list[i].serial_state == PCI_SERIAL_UNKNOWN;
	if (!is_unknown || machine->is_captured || !geteuid())
		return 0;
	return diagnostics_add(
		&machine->warnings, "/" PCI_DEVICES, 0, 0,
		"serial numbers require root: without them, cards are identified by place only");
}

int machine_read_devices(struct machine *machine)
{
	const struct config files = machine_file_config(machine);
	struct inputs *inputs = &machine->inputs;
	int r = inputs_read_devices(machine->fs, inputs);

	if (!r)
		r = pci_read_all(machine->fs, &inputs->devices, &inputs->errors);
	if (!r)
		framebuffer_mark_boot_gpu(machine->fs, &inputs->devices);
	if (!r)
		r = late_read(machine->fs, &inputs->devices, &machine->late);
	if (!r)
		r = storage_find(machine->fs, &machine->protection, &machine->warnings);
	if (!r)
		r = check_home(machine);
	if (!r)
		r = memory_read(machine->fs, &files, &machine->memory, &machine->warnings);
	if (!r)
		r = read_serials(machine);
	return r;
}

/* Keeps the routes that were found. */
static int read_routes(struct machine *machine)
{
	static const char name[] = "/sys/class/net",
			  unknown[] = "cannot tell which device has the default route";
	struct text text = { 0 };
	int r = route_find(machine->fs, &machine->routes);

	if (!r || r == -ENOMEM)
		return r;
	if (r != -E2BIG)
		return diagnostics_add_error(&machine->warnings, name, unknown, r);
	text_printf(&text,
		    "%s: interfaces form a loop, are stacked more than %d deep, or use more than "
		    "%d others",
		    unknown, ROUTE_DEPTH_MAX, ROUTE_VISITS_MAX);
	r = text_error(&text) ? -ENOMEM
			      : diagnostics_add(&machine->warnings, name, 0, 0, text.data);
	text_free(&text);
	return r;
}

int machine_open_for_adding(struct machine *machine, const char *sysroot)
{
	int r = machine_open_config(machine, sysroot);

	if (!r)
		r = read_cmdline(machine);
	if (!r)
		r = machine_read_devices(machine);
	if (!r)
		r = read_routes(machine);
	if (r)
		complain("cannot read %s: %s", sysroot, error_text(r));
	else
		inputs_read_kernel(machine->fs, &machine->inputs);
	return r;
}

int machine_open(struct machine *machine, const char *sysroot)
{
	int r = machine_open_for_adding(machine, sysroot);

	return r ? r : privilege_drop_admin();
}

int machine_add_cmdline(const struct machine *machine, struct inputs *inputs)
{
	const struct config_file *cmdline = machine->cmdline;

	return inputs_add_cmdline(machine->fs, cmdline->error, cmdline->data, cmdline->length,
				  inputs);
}

bool machine_is_configured(const struct machine *machine)
{
	return machine->file_rules || machine->file_errors;
}

int machine_write_rules(const struct machine *machine, const struct config *config,
			const struct diagnostics *bad, struct text *out,
			struct diagnostics *warnings)
{
	return image_write(config, bad, &machine->inputs.devices, &machine->protection,
			   &machine->memory, out, warnings);
}

int machine_write_image(const struct machine *machine, struct text *out,
			struct diagnostics *warnings)
{
	const struct config config = machine_file_config(machine);
	struct diagnostics errors = machine->inputs.errors;

	errors.count = machine->file_errors;
	return machine_write_rules(machine, &config, &errors, out, warnings);
}

void machine_close(struct machine *machine)
{
	names_free(&machine->names);
	free(machine->late);
	protection_free(&machine->protection);
	protection_free(&machine->routes);
	config_free(&machine->memory);
	diagnostics_free(&machine->warnings);
	inputs_free(&machine->inputs);
	config_files_free(&machine->files);
	fs_close(machine->fs);
}

struct pci_access *machine_names(struct machine *machine)
{
	return names_get(&machine->names, machine->fs, machine->is_captured);
}

const char *machine_device_name(struct machine *machine, const struct pci_id *id, char *out,
				size_t size)
{
	return pci_lookup_name(machine_names(machine), out, (int)size,
			       PCI_LOOKUP_VENDOR | PCI_LOOKUP_DEVICE, id->vendor, id->device);
}

const char *machine_class_name(struct machine *machine, uint32_t class, char *out, size_t size)
{
	return pci_lookup_name(machine_names(machine), out, (int)size, PCI_LOOKUP_CLASS,
			       class >> 8);
}

bool machine_driver_is_builtin(const struct machine *machine, const char *driver)
{
	char path[FS_PATH_SIZE];

	if (!*driver || fs_path(path, "sys/bus/pci/drivers/%s/module/initstate", driver))
		return false;
	return !fs_exists(machine->fs, path);
}

const struct late *machine_late(const struct machine *machine, const struct pci_device *device)
{
	const struct late *late;

	if (!machine->late)
		return NULL;
	late = &machine->late[device - machine->inputs.devices.list];
	return late->kind == LATE_NOT ? NULL : late;
}

bool machine_names_late(const struct machine *machine, const struct rule *rule,
			const struct pci_device *device)
{
	struct rule here = *rule;

	here.serial = 0;
	here.identity.fate = IDENTITY_OPEN; /* of a machine without it */
	return machine_late(machine, device) &&
	       rule_selects(&here, &machine->inputs.devices, device);
}

const struct pci_device *machine_find_late(const struct machine *machine, const struct rule *rule)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (machine_names_late(machine, rule, &devices->list[i]))
			return &devices->list[i];
	return NULL;
}

/* Where each function is in the list, with the latecomers or without; -1: it is one of them. */
static void number_devices(const struct machine *machine, bool with_late, int *numbers)
{
	const struct pci_devices *now = &machine->inputs.devices;
	size_t i;
	int count = 0;

	for (i = 0; i < now->count; i++)
		numbers[i] = !with_late && machine_late(machine, &now->list[i]) ? -1 : count++;
}

/*
 * The driver that the boot stage will find: of those that are registered now one that is built in;
 * of a function that it took from such a driver, that one.
 */
static const char *driver_at_boot(const struct machine *machine, size_t device)
{
	const char *now = machine->inputs.devices.list[device].driver;
	const char *found = machine->late ? machine->late[device].found : "";

	return machine_driver_is_builtin(machine, now)     ? now
	       : machine_driver_is_builtin(machine, found) ? found
							   : "";
}

static void copy_devices(const struct machine *machine, const int *numbers, struct pci_devices *out)
{
	const struct pci_devices *now = &machine->inputs.devices;
	size_t i;

	for (i = 0; i < now->count; i++) {
		struct pci_device *device = &out->list[out->count];

		if (numbers[i] < 0)
			continue;
		*device = now->list[i];
		if (device->parent >= 0)
			device->parent = numbers[device->parent];
		(void)snprintf(device->driver, sizeof(device->driver), "%s",
			       driver_at_boot(machine, i));
		out->count++;
	}
}

static int make_devices(const struct machine *machine, bool with_late, struct pci_devices *out)
{
	const struct pci_devices *now = &machine->inputs.devices;
	struct pci_devices result = { .is_partial = now->is_partial };
	cleanup_free int *numbers = calloc(now->count + 1, sizeof(*numbers));
	int r;

	result.list = calloc(now->count + 1, sizeof(*result.list));
	if (!result.list || !numbers) {
		free(result.list);
		return -ENOMEM;
	}
	number_devices(machine, with_late, numbers);
	copy_devices(machine, numbers, &result);
	r = pci_devices_sort(&result);
	if (r)
		pci_devices_free(&result);
	else
		*out = result;
	return r;
}

int machine_boot_devices(const struct machine *machine, struct pci_devices *out)
{
	return make_devices(machine, false, out);
}

int machine_later_devices(const struct machine *machine, struct pci_devices *out)
{
	return make_devices(machine, true, out);
}
