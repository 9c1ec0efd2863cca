// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind export: a function in the words of libvirt and of QEMU. Changes nothing, says on
 * standard error what would keep a virtual machine from getting it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/devices/targets.h"
#include "host/machine/framebuffer.h"
#include "host/machine/viability.h"

static void print_libvirt(const struct pci_device *device, bool last)
{
	const struct pci_address *address = &device->address;

	(void)last; /* each element is one of its own */
	/* managed='no': who has the function is settled before the virtual machine starts */
	printf("<hostdev mode='subsystem' type='pci' managed='no'>\n"
	       "  <driver name='vfio'/>\n"
	       "  <source>\n"
	       "    <address domain='0x%04x' bus='0x%02x' slot='0x%02x' function='0x%x'/>\n"
	       "  </source>\n"
	       "</hostdev>\n",
	       address->domain, address->bus, address->device, (unsigned int)address->function);
}

/* host= takes no domain over ffff (hw/core/qdev-properties-system.c), as VMD's are. */
static void print_qemu(const struct pci_device *device, bool last)
{
	const char *how = device->address.domain > 0xffff ? "sysfsdev=/sys/bus/pci/devices/"
							  : "host=";
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, name);
	printf("-device vfio-pci,%s%s%s", how, name, last ? "\n" : " ");
}

static const struct format {
	const char *name;
	void (*print)(const struct pci_device *device, bool last);
} formats[] = { { "libvirt", print_libvirt }, { "qemu", print_qemu } };

static const struct format *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}

/* Whether a virtual machine could have it now; else says why not. */
static bool is_ready(const struct machine *machine, const struct pci_device *device)
{
	char name[PCI_ADDRESS_SIZE];
	const char *framebuffer;

	pci_address_format(&device->address, name);
	if (device->group < 0) {
		complain("warning: %s has no IOMMU group: see 'vfio-prebind iommu'", name);
		return false;
	}
	if (!driver_is_vfio(device->driver)) {
		complain("warning: %s is not with " RULE_DRIVER_DEFAULT ", %s has it: see "
			 "'vfio-prebind bind' and 'vfio-prebind status'",
			 name, *device->driver ? device->driver : "no driver");
		return false;
	}
	if (!group_is_viable(&machine->inputs.devices, device->group)) {
		complain("warning: %s: its IOMMU group %d is not viable, a host driver has "
			 "another function of it: see 'vfio-prebind status'",
			 name, device->group);
		return false;
	}
	if (framebuffer_find(machine->fs, &machine->inputs.devices, &framebuffer) == device) {
		complain("warning: %s has the framebuffer of the firmware (%s) in its memory, "
			 "which a guest cannot use: add '" FRAMEBUFFER_OFF "' to the kernel "
			 "command line and reboot",
			 name, framebuffer);
		return false;
	}
	return true;
}

static enum status print_all(const struct machine *machine, const struct chosen *chosen,
			     const struct format *format)
{
	enum status status = STATUS_OK;
	size_t i;

	/* the warnings first: on a terminal they would tear the one line for QEMU */
	for (i = 0; i < chosen->config.count; i++)
		if (!is_ready(machine, chosen->devices[i]))
			status = STATUS_NOT_AS_CONFIGURED;
	for (i = 0; i < chosen->config.count; i++)
		format->print(chosen->devices[i], i + 1 == chosen->config.count);
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	complain("cannot write the output");
	return STATUS_FAILED;
}

enum status verb_export(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	struct selection_reach reach = { 0 };
	const struct cli_option table[] = {
		CHOSEN_REACH(reach),
		CLI_SYSROOT(sysroot),
		{ 0 },
	};
	const struct format *format;
	struct chosen chosen = { 0 };
	struct machine machine;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	format = r < argc ? find_format(argv[r]) : NULL;
	if (!format)
		return misuse(verb, "what for? libvirt or qemu comes first");
	status = STATUS_FAILED;
	if (!machine_open(&machine, sysroot) &&
	    !chosen_read(verb, argc, argv, r + 1, &machine, &reach, &chosen, &status))
		status = print_all(&machine, &chosen, format);
	chosen_free(&chosen);
	machine_close(&machine);
	return status;
}
