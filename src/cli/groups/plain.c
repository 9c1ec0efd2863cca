// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The output of the usual IOMMU group script, without its process for each function.
 *
 * Relied on (pciutils, lspci.c, show_terse() and lib/sysfs.c): the domain is shown when any
 * function of the machine has another than 0; a revision of 0 is not shown; it comes from the
 * attribute, else from the configuration space, and is ff when neither can be read.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/groups/groups.h"
#include "host/base/cli.h"

#define GROUPS "sys/kernel/iommu_groups"
#define DEVICES "sys/bus/pci/devices"
#define CONFIG_MAX ((size_t)64 * 1024)
#define CONFIG_REVISION 8
#define NO_REVISION 0xff

/* lspci cuts names at the size of its buffers. */
#if PCI_LIB_VERSION >= 0x030a00
#define NAME_SIZE 256
#else
#define NAME_SIZE 128
#endif

static bool has_domains(const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].address.domain)
			return true;
	return false;
}

static unsigned int read_revision(struct fs *fs, const char *address)
{
	cleanup_free char *config = NULL;
	char path[FS_PATH_SIZE], text[16];
	uint32_t value;
	size_t length;

	if (!fs_path(path, DEVICES "/%s/revision", address) &&
	    !fs_read_attribute(fs, path, text, sizeof(text)) && !strncmp(text, "0x", 2) &&
	    !hex_parse(text + 2, strlen(text + 2), 1, 2, &value))
		return value;
	if (!fs_path(path, DEVICES "/%s/config", address) &&
	    !fs_read(fs, path, CONFIG_MAX, &config, &length) && length > CONFIG_REVISION)
		return (unsigned char)config[CONFIG_REVISION];
	return NO_REVISION;
}

static void print_function(struct machine *machine, const struct pci_device *device, bool domains)
{
	const struct pci_address *address = &device->address;
	char class[NAME_SIZE], name[NAME_SIZE], text[PCI_ADDRESS_SIZE];
	struct pci_access *names = machine_names(machine);
	unsigned int revision;

	pci_address_format(address, text);
	revision = read_revision(machine->fs, text);
	if (domains)
		printf("%04x:", address->domain);
	print_plain("%02x:%02x.%d %s: %s", address->bus, address->device, address->function,
		    pci_lookup_name(names, class, NAME_SIZE, PCI_LOOKUP_CLASS | PCI_LOOKUP_MIXED,
				    device->class >> 8),
		    pci_lookup_name(names, name, NAME_SIZE,
				    PCI_LOOKUP_VENDOR | PCI_LOOKUP_DEVICE | PCI_LOOKUP_MIXED,
				    device->id.vendor, device->id.device));
	if (revision)
		printf(" (rev %02x)", revision);
}

/* A member that is not a PCI function: lspci finds nothing, and echo still prints its tab. */
static void print_member(struct machine *machine, const char *name, bool domains)
{
	const struct pci_device *device = NULL;
	struct pci_address address;

	if (!pci_address_parse(name, strlen(name), false, &address))
		device = pci_devices_find(&machine->inputs.devices, &address);
	putchar('\t');
	if (device)
		print_function(machine, device, domains);
	putchar('\n');
}

static int print_group(struct machine *machine, const char *group, bool domains)
{
	char path[FS_PATH_SIZE], **names = NULL;
	size_t count = 0, i;
	int r = fs_path(path, GROUPS "/%s/devices", group);

	if (!r)
		r = fs_list(machine->fs, path, &names, &count);
	if (r)
		return r == -ENOENT ? 0 : r; /* gone since it was listed */
	print_plain("IOMMU Group %s:\n", group);
	for (i = 0; i < count; i++)
		print_member(machine, names[i], domains);
	fs_free_names(names, count);
	return 0;
}

/* Groups have numbers for names: a shorter one is smaller. */
static int compare_groups(const void *a, const void *b)
{
	const char *left = *(char *const *)a, *right = *(char *const *)b;
	size_t left_length = strlen(left), right_length = strlen(right);

	if (left_length != right_length)
		return left_length < right_length ? -1 : 1;
	return strcmp(left, right);
}

int groups_print_plain(struct machine *machine)
{
	bool domains = has_domains(&machine->inputs.devices);
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(machine->fs, GROUPS, &names, &count);

	if (r)
		return r == -ENOENT ? 0 : r;
	if (count)
		qsort(names, count, sizeof(*names), compare_groups);
	for (i = 0; !r && i < count; i++)
		r = print_group(machine, names[i], domains);
	fs_free_names(names, count);
	return !r && (fflush(stdout) || ferror(stdout)) ? -EIO : r;
}
