// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind export: functions in the words of what runs virtual machines. Changes nothing, and
 * warns on standard error when a virtual machine could not get a function now.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/export/formats.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/devices/card.h"
#include "host/devices/targets.h"
#include "host/machine/framebuffer.h"
#include "host/machine/viability.h"
#include "host/sriov/sriov.h"

/* Whether a rule with vfs= leaves the function to its host driver. */
static bool is_kept(const struct machine *machine, const struct pci_device *device)
{
	const struct config *config = &machine->inputs.config;
	size_t i;

	for (i = 0; !device->is_virtual && i < config->count; i++)
		if (config->rules[i].vfs.count &&
		    rule_selects(&config->rules[i], &machine->inputs.devices, device))
			return true;
	return false;
}

/* Why not, and what to do. */
static void warn_unbound(const struct machine *machine, const struct pci_device *device,
			 const char *name)
{
	const char *driver = *device->driver ? device->driver : "none";
	char first[PCI_ADDRESS_SIZE];
	struct pci_address address;

	if (!is_kept(machine, device)) {
		complain("warning: %s is not bound to " RULE_DRIVER_DEFAULT " (driver: %s): see "
			 "'vfio-prebind bind' and 'vfio-prebind status'",
			 name, driver);
		return;
	}
	if (!sriov_find_virtual(machine->fs, &device->address, 0, &address)) {
		complain("warning: %s is left to its host driver (%s) for its virtual functions, "
			 "which are not there: see 'vfio-prebind status'",
			 name, driver);
		return;
	}
	pci_address_format(&address, first);
	complain("warning: %s is left to its host driver (%s) for its virtual functions: export "
		 "these, such as %s",
		 name, driver, first);
}

/* Whether a virtual machine could use the function now; otherwise warns. */
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
		warn_unbound(machine, device, name);
		return false;
	}
	if (!group_is_viable(&machine->inputs.devices, device->group)) {
		complain("warning: %s: IOMMU group %d is not viable, because another function of "
			 "it is bound to a host driver: see 'vfio-prebind status'",
			 name, device->group);
		return false;
	}
	if (framebuffer_find(machine->fs, &machine->inputs.devices, &framebuffer) == device) {
		complain("warning: %s holds the framebuffer of the firmware (%s) in its memory, "
			 "which a guest cannot use: add '" FRAMEBUFFER_OFF "' to the kernel "
			 "command line and reboot",
			 name, framebuffer);
		return false;
	}
	return true;
}

/*
 * Whether QEMU could open it through iommufd; otherwise warns. The character device that this
 * takes is there with CONFIG_VFIO_DEVICE_CDEV (Linux 6.6) while vfio-pci has the function; its
 * number is the attribute dev of the class device (drivers/vfio/vfio_main.c, vfio_device_add()).
 */
static bool has_character_device(const struct machine *machine, const struct pci_device *device)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];
	char **names = NULL;
	size_t i, count = 0;
	bool has = false;

	pci_address_format(&device->address, name);
	if (fs_path(path, "sys/bus/pci/devices/%s/vfio-dev", name) ||
	    fs_list(machine->fs, path, &names, &count))
		count = 0;
	for (i = 0; i < count && !has; i++)
		has = !fs_path(path, "sys/bus/pci/devices/%s/vfio-dev/%s/dev", name, names[i]) &&
		      fs_exists(machine->fs, path);
	fs_free_names(names, count);
	if (!has)
		complain("warning: %s has no VFIO character device, which --iommufd requires: it "
			 "needs Linux 6.6 or later with CONFIG_VFIO_DEVICE_CDEV, and the function "
			 "bound to " RULE_DRIVER_DEFAULT,
			 name);
	return has;
}

/* The functions from first on that are of one card. */
static struct export_card card_at(const struct machine *machine, const struct chosen *chosen,
				  size_t first, size_t index)
{
	const struct pci_devices *all = &machine->inputs.devices;
	struct export_card card = { &chosen->devices[first], 1, index, false };
	size_t i, in_slot = 0;

	while (first + card.count < chosen->config.count &&
	       card_has_both(card.functions[0], card.functions[card.count]))
		card.count++;
	for (i = 0; i < all->count; i++)
		in_slot += pci_same_slot(&all->list[i].address, &card.functions[0]->address);
	card.is_whole = in_slot == card.count;
	return card;
}

static void print_all(const struct machine *machine, const struct chosen *chosen,
		      const struct export_format *format, bool iommufd)
{
	size_t first, index = 0;

	if (format->begin)
		format->begin(iommufd);
	for (first = 0; first < chosen->config.count; index++) {
		struct export_card card = card_at(machine, chosen, first, index);

		format->print(&card, iommufd);
		first += card.count;
	}
	if (format->end)
		format->end();
}

/* Whether the program can be told of each function at all; otherwise a message. */
static bool can_express(const struct machine *machine, const struct chosen *chosen,
			const struct export_format *format)
{
	size_t first, cards = 0;

	for (first = 0; first < chosen->config.count; cards++) {
		struct export_card card = card_at(machine, chosen, first, cards);
		char name[PCI_ADDRESS_SIZE];

		if (card.functions[0]->address.domain > 0xffff && !format->takes_wide_domains) {
			pci_address_format(&card.functions[0]->address, name);
			complain("%s: %s takes no PCI domain above ffff", name, format->name);
			return false;
		}
		first += card.count;
	}
	if (!format->cards_max || cards <= format->cards_max)
		return true;
	complain("%s takes at most %zu cards per virtual machine, these are %zu", format->name,
		 format->cards_max, cards);
	return false;
}

static enum status export_all(const struct machine *machine, const struct chosen *chosen,
			      const struct export_format *format, bool iommufd)
{
	enum status status = STATUS_OK;
	size_t i;

	if (!can_express(machine, chosen, format))
		return STATUS_FAILED;
	/* the warnings first: on a terminal they would tear the one line for QEMU */
	for (i = 0; i < chosen->config.count; i++)
		if (!is_ready(machine, chosen->devices[i]) ||
		    (iommufd && !has_character_device(machine, chosen->devices[i])))
			status = STATUS_NOT_AS_CONFIGURED;
	print_all(machine, chosen, format, iommufd);
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	complain("cannot write the output");
	return STATUS_FAILED;
}

enum status verb_export(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	struct selection_reach reach = { 0 };
	bool iommufd = false;
	const struct cli_option table[] = {
		CHOSEN_REACH(reach),
		{ "iommufd", NULL, "use iommufd, with QEMU 9.0 or later", NULL, &iommufd },
		CLI_SYSROOT(sysroot),
		{ 0 },
	};
	const struct export_format *format;
	struct chosen chosen = { 0 };
	struct machine machine;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r == argc)
		return misuse(verb, "missing format: libvirt, virt-install, qemu or proxmox");
	format = export_format_find(argv[r]);
	if (!format)
		return misuse(verb,
			      "unknown format '%s': use libvirt, virt-install, qemu or proxmox",
			      argv[r]);
	if (iommufd && !format->takes_iommufd)
		return misuse(verb, "--iommufd is for qemu only");
	status = STATUS_FAILED;
	if (!machine_open(&machine, sysroot) &&
	    !chosen_read(verb, argc, argv, r + 1, &machine, &reach, &chosen, &status))
		status = export_all(&machine, &chosen, format, iommufd);
	chosen_free(&chosen);
	machine_close(&machine);
	return status;
}
