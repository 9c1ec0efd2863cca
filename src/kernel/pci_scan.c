// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists /sys/bus/pci/devices, and follows the links there. Nothing here writes.
 */
#include "kernel/pci_scan.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "kernel/pci_function.h"

#define GROUPS "sys/kernel/iommu_groups"

static const char unreadable[] = "cannot be read";

static int report(struct diagnostics *errors, const char *name, const char *what, int r)
{
	struct text path = { 0 };
	int result;

	text_puts(&path, "/" PCI_DEVICES "/");
	text_escape(&path, name);
	result = text_error(&path);
	if (!result)
		result = r ? diagnostics_add_error(errors, path.data, what, r)
			   : diagnostics_add(errors, path.data, 0, 0, what);
	text_free(&path);
	return result;
}

static int report_device(struct diagnostics *errors, const struct pci_device *device, int r)
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, name);
	if (r == -ENOTUNIQ)
		return report(errors, name, "is a link to another function", 0);
	return report(errors, name, unreadable, r);
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

/* Adds the function if it can be read. */
static int scan_one(struct fs *fs, const char *name, struct pci_devices *devices,
		    struct diagnostics *errors)
{
	struct pci_device *device = &devices->list[devices->count];
	int r;

	*device = (struct pci_device){ .parent = -1, .group = -1 };
	if (!parse_name(name, &device->address))
		return report(errors, name, "not a PCI address", 0);
	r = pci_read_identity(fs, device);
	if (!r)
		devices->count++;
	if (r && r != -ENOMEM && pci_is_there(fs, &device->address)) {
		devices->is_partial = true;
		r = report(errors, name, unreadable, r);
	}
	return r == -ENOMEM ? r : 0;
}

static int compare_devices(const void *a, const void *b)
{
	return pci_address_compare(&((const struct pci_device *)a)->address,
				   &((const struct pci_device *)b)->address);
}

/* The names were in byte order, which is that of the addresses as long as domains have four digits.
 */
static bool is_in_order(const struct pci_devices *devices)
{
	size_t i;

	for (i = 1; i < devices->count; i++)
		if (compare_devices(&devices->list[i - 1], &devices->list[i]) > 0)
			return false;
	return true;
}

int pci_scan(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors)
{
	struct pci_devices result = { 0 };
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, PCI_DEVICES, &names, &count);

	if (r)
		return r;
	if (count > PCI_DEVICES_MAX)
		r = -E2BIG;
	else if (!(result.list = calloc(count + 1, sizeof(*result.list))))
		r = -ENOMEM;
	for (i = 0; !r && i < count; i++)
		r = scan_one(fs, names[i], &result, errors);
	fs_free_names(names, count);
	if (!r) {
		if (!is_in_order(&result))
			qsort(result.list, result.count, sizeof(*result.list), compare_devices);
		r = pci_devices_sort(&result);
	}
	if (r)
		pci_devices_free(&result);
	else
		*devices = result;
	return r;
}

int pci_read_function(struct fs *fs, struct pci_device *device, struct diagnostics *errors)
{
	int r;

	if (device->detail != PCI_UNREAD)
		return 0;
	r = pci_check_link(fs, &device->address);
	if (!r)
		r = pci_read_driver(fs, &device->address, device->driver);
	if (!r)
		r = pci_read_iommu_group(fs, device);
	if (!r)
		r = pci_read_header(fs, device);
	if (r == -ENOMEM)
		return r;
	device->detail = r ? PCI_DOUBTFUL : PCI_READ;
	return r ? report_device(errors, device, r) : 0;
}

/* The function of devices with this name, or NULL. */
static struct pci_device *find_named(const struct pci_devices *devices, const char *name)
{
	struct pci_address address;
	const struct pci_device *found;

	if (!parse_name(name, &address))
		return NULL;
	found = pci_devices_find(devices, &address);
	return found ? &devices->list[found - devices->list] : NULL;
}

/*
 * The named functions are directly below the bridge, whose index becomes their parent. Returns
 * whether one of them is a bridge with this device.function; then *next is its address. A function
 * that the scan could not read may be one. A virtual function has the parent of its physical one,
 * and may have a bridge's device.function.
 */
static bool read_below(struct pci_devices *devices, const struct pci_device *bridge, char **names,
		       size_t count, const struct pci_address *place, struct pci_address *next)
{
	bool found = false;
	size_t i;

	for (i = 0; i < count; i++) {
		struct pci_device *device = find_named(devices, names[i]);
		struct pci_address address;

		if (device)
			device->parent = (int)(bridge - devices->list);
		if (found || !parse_name(names[i], &address) || address.device != place->device ||
		    address.function != place->function || (device && !pci_is_bridge(device)))
			continue;
		*next = address;
		found = true;
	}
	return found;
}

int pci_read_path(struct fs *fs, struct pci_devices *devices, const struct selector *selector)
{
	struct pci_address address = selector->address;
	bool goes_on = true;
	size_t i;
	int r = 0;

	for (i = 0; !r && goes_on && i < selector->depth; i++) {
		const struct pci_device *bridge = pci_devices_find(devices, &address);
		char path[FS_PATH_SIZE], **names = NULL;
		size_t count = 0;

		if (!bridge)
			return i || pci_is_there(fs, &address) ? -EIO : 0;
		r = pci_path(path, &address, "");
		if (!r)
			r = fs_list(fs, path, &names, &count);
		goes_on = read_below(devices, bridge, names, count, &selector->below[i], &address);
		fs_free_names(names, count);
	}
	return r;
}

int pci_read_group(struct fs *fs, struct pci_devices *devices, int group,
		   struct diagnostics *errors)
{
	char path[FS_PATH_SIZE], **names = NULL;
	size_t count = 0, i;
	int r = fs_path(path, GROUPS "/%d/devices", group);

	if (!r)
		r = fs_list(fs, path, &names, &count);
	for (i = 0; !r && i < count; i++) {
		struct pci_device *device = find_named(devices, names[i]);

		if (device)
			r = pci_read_function(fs, device, errors);
	}
	fs_free_names(names, count);
	return r;
}

/* ../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0: the element before the last. */
int pci_read_parent(struct fs *fs, const struct pci_devices *devices, struct pci_device *device)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	const struct pci_device *parent;
	char *slash;
	int r = pci_path(path, &device->address, "");

	if (!r)
		r = fs_read_link(fs, path, target, sizeof(target));
	if (r)
		return r;
	slash = strrchr(target, '/');
	if (!slash)
		return 0;
	*slash = '\0';
	slash = strrchr(target, '/');
	parent = slash ? find_named(devices, slash + 1) : NULL;
	if (parent)
		device->parent = (int)(parent - devices->list);
	return 0;
}

static bool is_told(const struct diagnostics *errors, const struct pci_device *device, int r)
{
	char name[PCI_ADDRESS_SIZE];
	size_t i;

	pci_address_format(&device->address, name);
	for (i = 0; i < errors->count; i++)
		if (strstr(errors->list[i].file, name) &&
		    strstr(errors->list[i].text, error_text(r)))
			return true;
	return false;
}

static int read_function_and_parent(struct fs *fs, const struct pci_devices *devices,
				    struct pci_device *device, struct diagnostics *errors)
{
	int r = pci_read_function(fs, device, errors), error;

	if (r)
		return r;
	error = pci_read_parent(fs, devices, device);
	if (!error)
		return 0;
	device->detail = PCI_DOUBTFUL;
	return is_told(errors, device, error) ? 0 : report_device(errors, device, error);
}

int pci_read_all(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors)
{
	size_t i;

	for (i = 0; i < devices->count; i++) {
		struct pci_device *device = &devices->list[i];
		int r = read_function_and_parent(fs, devices, device, errors);

		if (r)
			return r;
		device->boot_vga = pci_is_boot_vga(fs, device);
		device->is_virtual = pci_is_virtual(fs, device);
	}
	return pci_devices_sort(devices);
}
