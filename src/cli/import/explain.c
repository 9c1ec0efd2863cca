// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for the reason why each function is bound to a driver for guests.
 */
#include "cli/import/translation.h"

#include <errno.h>
#include <string.h>

#include "core/match.h"
#include "host/guests/guests.h"
#include "host/guests/libvirt.h"
#include "host/machine/boot_report.h"

/* vfio-pci, and its variants for some devices (mlx5_vfio_pci, nvgrace_gpu_vfio_pci). */
static bool is_for_guests(const struct pci_device *device)
{
	return strstr(device->driver, "vfio");
}

static bool rules_explain(const struct import *import, const struct pci_device *device)
{
	const struct inputs *inputs = &import->machine->inputs;
	size_t i;

	for (i = 0; i < inputs->config.count; i++)
		if (!inputs->config.rules[i].exclude &&
		    rule_selects(&inputs->config.rules[i], &inputs->devices, device))
			return true;
	for (i = 0; i < import->rule_count; i++)
		if (import->rules[i].device == device)
			return true;
	return false;
}

static bool programs_explain(const struct settings *settings, const struct pci_device *device)
{
	size_t i, k;

	for (i = 0; i < settings->count; i++)
		for (k = 0; k < settings->list[i].named_count; k++)
			if (!pci_address_compare(&settings->list[i].named[k], &device->address))
				return true;
	return false;
}

static bool guests_explain(const struct import *import, const struct guests *guests,
			   const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < guests->count; i++)
		if (guests->list[i].is_managed &&
		    guest_device_is(&guests->list[i], &import->machine->inputs.devices, device))
			return true;
	return false;
}

/* A rule that has been removed since may have bound it. */
static bool boot_explains(const struct boot_report *report, const struct pci_device *device)
{
	const struct boot_device *found = boot_report_find(report, &device->address);

	return found && !strcmp(found->driver, device->driver);
}

static void add_unexplained(struct import *import, const struct pci_device *device)
{
	const struct pci_device **list =
		realloc(import->unexplained, (import->unexplained_count + 1) * sizeof(*list));

	if (!list) {
		import->error = -ENOMEM;
		return;
	}
	import->unexplained = list;
	list[import->unexplained_count++] = device;
}

static void name_guests(struct import *import, const struct guests *guests)
{
	size_t i;

	for (i = 0; i < guests->count; i++) {
		const struct guest_device *guest = &guests->list[i];
		char address[PCI_ADDRESS_SIZE];

		if (!guest->is_managed)
			continue;
		pci_address_format(&guest->address, address);
		setting_plain(&import->warnings, guest->file, strlen(guest->file));
		text_printf(&import->warnings,
			    ":%u: libvirt binds %s to vfio-pci whenever this guest starts "
			    "(managed='yes')\n",
			    guest->line, address);
	}
}

void import_explain(struct import *import)
{
	const struct pci_devices *devices = &import->machine->inputs.devices;
	struct boot_report report = { 0 };
	struct guests guests = { 0 };
	int r = libvirt_read(import->machine->fs, &guests);
	int no_report = boot_report_read(import->machine->fs, &report);
	size_t i;

	if (r || no_report == -ENOMEM)
		import->error = r ? r : no_report;
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (is_for_guests(device) && !rules_explain(import, device) &&
		    !programs_explain(&import->settings, device) &&
		    !guests_explain(import, &guests, device) &&
		    (no_report || !boot_explains(&report, device)))
			add_unexplained(import, device);
	}
	name_guests(import, &guests);
	if (!no_report)
		boot_report_free(&report);
	guests_free(&guests);
}
