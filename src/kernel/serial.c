// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Walks the extended capabilities of a function's configuration space.
 */
#include "kernel/serial.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/identity.h"
#include "core/serial.h"
#include "kernel/pci_function.h"
#include "kernel/pci_scan.h"

#define CONVENTIONAL_SIZE 256
#define CAPABILITIES 0x100
#define CAPABILITY_SERIAL 3
/* Each capability has at least 8 bytes of the 4096. */
#define CAPABILITIES_MAX ((4096 - CAPABILITIES) / 8)

/* Reads one register; false when the file ends before it. */
static bool read_register(struct fs *fs, const char *path, unsigned int offset, uint32_t *value)
{
	uint8_t byte[4];

	if (fs_read_at(fs, path, offset, byte, sizeof(byte)))
		return false;
	*value = (uint32_t)byte[3] << 24 | (uint32_t)byte[2] << 16 | (uint32_t)byte[1] << 8 |
		 byte[0];
	return true;
}

static enum pci_serial take(struct pci_device *device, uint64_t serial)
{
	if (!serial_is_unique(serial))
		return PCI_SERIAL_NONE;
	device->serial = serial;
	return PCI_SERIAL_KNOWN;
}

static enum pci_serial read_capability(struct fs *fs, const char *path, unsigned int offset,
				       struct pci_device *device)
{
	uint32_t low, high;

	if (!read_register(fs, path, offset + 4, &low) ||
	    !read_register(fs, path, offset + 8, &high))
		return PCI_SERIAL_UNKNOWN;
	return take(device, (uint64_t)high << 32 | low);
}

static enum pci_serial walk(struct fs *fs, const char *path, struct pci_device *device)
{
	unsigned int offset = CAPABILITIES, count;

	for (count = 0; count < CAPABILITIES_MAX && offset >= CAPABILITIES; count++) {
		uint32_t head;

		/* all ones: the function does not answer */
		if (!read_register(fs, path, offset, &head) || head == UINT32_MAX)
			return PCI_SERIAL_UNKNOWN;
		if ((head & 0xffff) == CAPABILITY_SERIAL)
			return read_capability(fs, path, offset, device);
		offset = head >> 20 & 0xffc;
	}
	return PCI_SERIAL_NONE;
}

static enum pci_serial read_config(struct fs *fs, struct pci_device *device)
{
	char path[FS_PATH_SIZE];
	struct stat st;

	if (pci_path(path, &device->address, "/config") || fs_stat(fs, path, &st))
		return PCI_SERIAL_UNKNOWN;
	return st.st_size > CONVENTIONAL_SIZE ? walk(fs, path, device) : PCI_SERIAL_NONE;
}

static enum pci_serial read_own(struct fs *fs, struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[SERIAL_SIZE];
	uint64_t serial;
	int r = pci_path(path, &device->address, "/serial_number");

	if (!r)
		r = fs_read_attribute(fs, path, text, sizeof(text));
	if (r == -ENOENT || r == -EIO)
		return read_config(fs, device);
	if (r || serial_parse(text, strlen(text), &serial))
		return PCI_SERIAL_UNKNOWN;
	return take(device, serial);
}

/* Function 0 of the same card; NULL: there is none, or it may be another card. */
static struct pci_device *find_first(struct fs *fs, struct pci_devices *devices,
				     struct pci_device *device)
{
	struct pci_address address = device->address;
	const struct pci_device *first;

	address.function = 0;
	first = device->address.function ? pci_devices_find(devices, &address) : NULL;
	if (!first || pci_read_parent(fs, devices, device) || device->parent < 0)
		return NULL;
	return &devices->list[first - devices->list];
}

void serial_read(struct fs *fs, struct pci_devices *devices, struct pci_device *device)
{
	struct pci_device *first;

	if (device->serial_state != PCI_SERIAL_UNREAD)
		return;
	device->serial_state = read_own(fs, device);
	first = device->serial_state == PCI_SERIAL_NONE ? find_first(fs, devices, device) : NULL;
	if (!first)
		return;
	if (first->serial_state == PCI_SERIAL_UNREAD)
		first->serial_state = read_own(fs, first);
	device->serial_state = first->serial_state;
	device->serial = first->serial;
}

/* The functions that may be the rule's card. */
static struct pci_range range_of(const struct rule *rule, const struct pci_devices *devices)
{
	struct pci_device key = { .id = rule->id };

	if (rule->identity.is_set)
		return pci_devices_range(devices, PCI_BY_ID, &key);
	return selector_range(&rule->selector, devices);
}

static bool is_concerned(const struct rule *rule, const struct pci_devices *devices,
			 const struct pci_device *device)
{
	if (rule->identity.is_set)
		return identity_is_kind(rule, device);
	return selector_matches(&rule->selector, devices, device) &&
	       pci_id_matches(&rule->id, &device->id);
}

/* An unreadable number may be the one that a rule asks for: reported. */
static int read_and_tell(struct fs *fs, struct pci_devices *devices, struct pci_device *device,
			 struct diagnostics *errors)
{
	bool is_new = device->serial_state == PCI_SERIAL_UNREAD;
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];
	int r;

	serial_read(fs, devices, device);
	if (!is_new || device->serial_state != PCI_SERIAL_UNKNOWN ||
	    !pci_is_there(fs, &device->address))
		return 0;
	pci_address_format(&device->address, name);
	r = fs_path(path, "/" PCI_DEVICES "/%s", name);
	return r ? r : diagnostics_add(errors, path, 0, 0, "its serial number cannot be read");
}

static int read_for_rule(struct fs *fs, const struct rule *rule, struct pci_devices *devices,
			 struct diagnostics *errors)
{
	struct pci_range range = range_of(rule, devices);
	size_t i;
	int r = 0;

	for (i = 0; !r && i < range.count; i++) {
		const struct pci_device *device = pci_at(&range, i);

		if (is_concerned(rule, devices, device))
			r = read_and_tell(fs, devices, &devices->list[device - devices->list],
					  errors);
	}
	return r;
}

int serials_read(struct fs *fs, const struct config *config, struct pci_devices *devices,
		 struct diagnostics *errors)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < config->count; i++) {
		const struct rule *rule = &config->rules[i];

		if (rule->serial || (rule->identity.is_set && config->serial_count))
			r = read_for_rule(fs, rule, devices, errors);
	}
	return r;
}
