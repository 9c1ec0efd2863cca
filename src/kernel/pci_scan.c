// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads /sys/bus/pci. Nothing here writes.
 */
#include "kernel/pci_scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text.h"

#define DEVICES "sys/bus/pci/devices"

/* A function's parent is known by address until all functions are. */
struct scanned {
	struct pci_device device;
	struct pci_address parent;
	bool has_parent;
	bool is_orphan; /* its parent is not among the functions */
};

static int read_hex(struct fs *fs, const char *address, const char *name, unsigned int digits,
		    uint32_t *value)
{
	char path[FS_PATH_SIZE], text[16];
	int r = fs_path(path, DEVICES "/%s/%s", address, name);

	if (!r)
		r = fs_read_attribute(fs, path, text, sizeof(text));
	if (r)
		return r;
	if (strncmp(text, "0x", 2) || hex_parse(text + 2, strlen(text + 2), 1, digits, value))
		return -EINVAL;
	return 0;
}

/* The last element of a link's target, "" when there is no link. */
static int read_link_name(struct fs *fs, const char *address, const char *name, char *out,
			  size_t size)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	const char *last;
	int r = fs_path(path, DEVICES "/%s/%s", address, name);

	if (!r)
		r = fs_read_link(fs, path, target, sizeof(target));
	if (r == -ENOENT) {
		out[0] = '\0';
		return 0;
	}
	if (r)
		return r;
	last = strrchr(target, '/');
	last = last ? last + 1 : target;
	if (strlen(last) >= size)
		return -EMSGSIZE;
	memcpy(out, last, strlen(last) + 1);
	return 0;
}

static int parse_group(const char *text, int *group)
{
	int value = 0;

	*group = -1;
	if (!*text)
		return 0;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || value > 100000000)
			return -EINVAL;
		value = value * 10 + (*text - '0');
	}
	*group = value;
	return 0;
}

/* ../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0: the element before the last. */
static int read_parent(struct fs *fs, const char *address, struct scanned *scanned)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	char *slash;
	int r = fs_path(path, DEVICES "/%s", address);

	if (!r)
		r = fs_read_link(fs, path, target, sizeof(target));
	if (r)
		return r;
	slash = strrchr(target, '/');
	if (!slash)
		return 0;
	*slash = '\0';
	slash = strrchr(target, '/');
	if (slash)
		scanned->has_parent =
			!pci_address_parse(slash + 1, strlen(slash + 1), false, &scanned->parent);
	return 0;
}

static int read_ids(struct fs *fs, const char *address, struct pci_device *device)
{
	struct {
		const char *name;
		int32_t *field;
	} const ids[] = {
		{ "vendor", &device->id.vendor },
		{ "device", &device->id.device },
		{ "subsystem_vendor", &device->id.subvendor },
		{ "subsystem_device", &device->id.subdevice },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		uint32_t value;
		int r = read_hex(fs, address, ids[i].name, 4, &value);

		if (r)
			return r;
		*ids[i].field = (int32_t)value;
	}
	return read_hex(fs, address, "class", 6, &device->class);
}

/* The screen that the firmware used: drivers/pci/pci-sysfs.c, only VGA controllers have it. */
static bool read_boot_vga(struct fs *fs, const char *address)
{
	char path[FS_PATH_SIZE], text[8];

	if (fs_path(path, DEVICES "/%s/boot_vga", address))
		return false;
	return !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "1");
}

static int scan_one(struct fs *fs, const char *address, struct scanned *scanned)
{
	struct pci_device *device = &scanned->device;
	char group[16];
	int r = read_ids(fs, address, device);

	if (!r)
		r = read_link_name(fs, address, "driver", device->driver, sizeof(device->driver));
	if (!r)
		r = read_link_name(fs, address, "iommu_group", group, sizeof(group));
	if (!r)
		r = parse_group(group, &device->group);
	if (!r)
		r = read_parent(fs, address, scanned);
	if (!r && device->class >> 8 == 0x0300)
		device->boot_vga = read_boot_vga(fs, address);
	return r;
}

static int report_unreadable(struct diagnostics *errors, const char *name, const char *what, int r)
{
	struct text path = { 0 };
	int result;

	text_puts(&path, "/" DEVICES "/");
	text_escape(&path, name);
	result = text_error(&path);
	if (!result)
		result = r ? diagnostics_add_error(errors, path.data, what, r)
			   : diagnostics_add(errors, path.data, 0, 0, what);
	text_free(&path);
	return result;
}

/* Only a name that the kernel itself would print may become part of a path. */
static bool parse_name(const char *name, struct pci_address *address)
{
	char printed[PCI_ADDRESS_SIZE];

	if (pci_address_parse(name, strlen(name), false, address))
		return false;
	pci_address_format(address, printed);
	return !strcmp(name, printed);
}

bool pci_is_there(struct fs *fs, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];
	struct stat st;
	int r;

	pci_address_format(address, name);
	r = fs_path(path, DEVICES "/%s", name);
	return r || fs_stat(fs, path, &st) != -ENOENT;
}

static int scan_names(struct fs *fs, char **names, size_t count, struct scanned *list,
		      size_t *found, struct diagnostics *errors)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct scanned *scanned = &list[*found];
		int r;

		memset(scanned, 0, sizeof(*scanned));
		if (!parse_name(names[i], &scanned->device.address)) {
			r = report_unreadable(errors, names[i], "not a PCI address", 0);
			if (r)
				return r;
			continue;
		}
		r = scan_one(fs, names[i], scanned);
		if (r == -ENOMEM)
			return r;
		if (!r)
			(*found)++;
		else if (pci_is_there(fs, &scanned->device.address))
			r = report_unreadable(errors, names[i], "cannot be read", r);
		if (r == -ENOMEM)
			return r;
	}
	return 0;
}

static int compare_scanned(const void *a, const void *b)
{
	return pci_address_compare(&((const struct scanned *)a)->device.address,
				   &((const struct scanned *)b)->device.address);
}

static struct scanned *find_scanned(struct scanned *list, size_t count,
				    const struct pci_address *address)
{
	struct scanned key = { .device.address = *address };

	return count ? bsearch(&key, list, count, sizeof(*list), compare_scanned) : NULL;
}

/*
 * Without its bridge a function has no path, and a "!" that names it by its path would not hold:
 * leaves out what is behind a bridge that could not be read, or that was itself left out.
 */
static int drop_orphans(struct scanned *list, size_t *count, struct diagnostics *errors)
{
	size_t i, kept = 0, before = *count;
	int r = 0;

	for (i = 0; i < before; i++)
		list[i].is_orphan = list[i].has_parent &&
				    !find_scanned(list, before, &list[i].parent);
	for (i = 0; !r && i < before; i++) {
		char name[PCI_ADDRESS_SIZE];

		if (!list[i].is_orphan) {
			list[kept++] = list[i];
			continue;
		}
		pci_address_format(&list[i].device.address, name);
		r = report_unreadable(errors, name, "is behind a bridge that cannot be read", 0);
	}
	*count = kept;
	return r || kept == before ? r : drop_orphans(list, count, errors);
}

static int copy_devices(struct scanned *list, size_t count, struct pci_devices *devices)
{
	struct pci_devices result = { calloc(count + 1, sizeof(*result.list)), count };
	size_t i;

	if (!result.list)
		return -ENOMEM;
	for (i = 0; i < count; i++) {
		const struct scanned *parent = NULL;

		if (list[i].has_parent)
			parent = find_scanned(list, count, &list[i].parent);
		result.list[i] = list[i].device;
		result.list[i].parent = parent ? (int)(parent - list) : -1;
	}
	*devices = result;
	return 0;
}

int pci_scan(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors)
{
	cleanup_free struct scanned *list = NULL;
	char **names = NULL;
	size_t count = 0, found = 0;
	int r = fs_list(fs, DEVICES, &names, &count);

	if (r)
		return r;
	r = -E2BIG;
	if (count > PCI_DEVICES_MAX)
		goto out;
	r = -ENOMEM;
	list = calloc(count + 1, sizeof(*list));
	if (!list)
		goto out;
	r = scan_names(fs, names, count, list, &found, errors);
	if (r)
		goto out;
	qsort(list, found, sizeof(*list), compare_scanned);
	r = drop_orphans(list, &found, errors);
	if (!r)
		r = copy_devices(list, found, devices);
out:
	fs_free_names(names, count);
	return r;
}

int pci_read_driver(struct fs *fs, const struct pci_address *address, char driver[PCI_DRIVER_SIZE])
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(address, name);
	return read_link_name(fs, name, "driver", driver, PCI_DRIVER_SIZE);
}

int pci_read_override(struct fs *fs, const struct pci_address *address,
		      char driver[PCI_DRIVER_SIZE])
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE], text[PCI_DRIVER_SIZE];
	int r;

	pci_address_format(address, name);
	r = fs_path(path, DEVICES "/%s/driver_override", name);
	if (!r)
		r = fs_read_attribute(fs, path, text, sizeof(text));
	if (r)
		return r;
	/* the kernel prints an override that was never set as "(null)" */
	(void)snprintf(driver, PCI_DRIVER_SIZE, "%s", strcmp(text, "(null)") ? text : "");
	return 0;
}

bool pci_has_driver(struct fs *fs, const char *driver)
{
	char path[FS_PATH_SIZE];

	return !fs_path(path, "sys/bus/pci/drivers/%s", driver) && fs_exists(fs, path);
}
