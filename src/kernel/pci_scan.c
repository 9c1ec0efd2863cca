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

#define GROUPS "sys/kernel/iommu_groups"

#define CLASS_OTHER_BRIDGE 0x0680
#define HEADER_TYPE 0x0e /* a byte of the configuration space */
#define HEADER_TYPE_MASK 0x7f

static const char unreadable[] = "cannot be read";

static int device_path(char path[FS_PATH_SIZE], const struct pci_address *address, const char *name)
{
	char text[PCI_ADDRESS_SIZE];

	pci_address_format(address, text);
	return fs_path(path, PCI_DEVICES "/%s%s", text, name);
}

/* "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01", and nothing behind it. */
static int parse_modalias(const char *text, struct pci_device *device)
{
	static const struct {
		const char *mark;
		unsigned int digits;
	} fields[] = { { "pci:v", 8 }, { "d", 8 },  { "sv", 8 }, { "sd", 8 },
		       { "bc", 2 },    { "sc", 2 }, { "i", 2 } };
	uint32_t value[ARRAY_SIZE(fields)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		size_t mark = strlen(fields[i].mark), digits = fields[i].digits;

		if (strncmp(text, fields[i].mark, mark) || strlen(text) < mark + digits ||
		    hex_parse(text + mark, digits, digits, digits, &value[i]))
			return -EINVAL;
		if (digits == 8 && value[i] > 0xffff)
			return -EINVAL;
		text += mark + digits;
	}
	device->id = (struct pci_id){ (int32_t)value[0], (int32_t)value[1], (int32_t)value[2],
				      (int32_t)value[3] };
	device->class = value[4] << 16 | value[5] << 8 | value[6];
	return *text ? -EINVAL : 0;
}

static int read_identity(struct fs *fs, struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[64];
	int r = device_path(path, &device->address, "/modalias");

	if (!r)
		r = fs_read_attribute(fs, path, text, sizeof(text));
	return r ? r : parse_modalias(text, device);
}

/* The last element of a link's target, "" when there is no link. */
static int read_link_name(struct fs *fs, const struct pci_address *address, const char *name,
			  char *out, size_t size)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	const char *last;
	int r = device_path(path, address, name);

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

static int parse_group_number(const char *text, int *group)
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

static int read_group(struct fs *fs, struct pci_device *device)
{
	char group[16];
	int r = read_link_name(fs, &device->address, "/iommu_group", group, sizeof(group));

	return r ? r : parse_group_number(group, &device->group);
}

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

bool pci_is_there(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE];
	struct stat st;
	int r = device_path(path, address, "");

	return r || fs_stat(fs, path, &st) != -ENOENT;
}

/* Counts the function in if it can be read. */
static int scan_one(struct fs *fs, const char *name, struct pci_devices *devices,
		    struct diagnostics *errors)
{
	struct pci_device *device = &devices->list[devices->count];
	int r;

	*device = (struct pci_device){ .parent = -1, .group = -1 };
	if (!parse_name(name, &device->address))
		return report(errors, name, "not a PCI address", 0);
	r = read_identity(fs, device);
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

/*
 * Whether the header of a function of class 0680 is an endpoint's (PCI_HEADER_TYPE_NORMAL of
 * include/uapi/linux/pci_regs.h). Without a configuration space it is a bridge.
 */
static int read_header(struct fs *fs, struct pci_device *device)
{
	cleanup_close int fd = -1;
	unsigned char header[HEADER_TYPE + 1];
	char path[FS_PATH_SIZE];
	int r;

	if (device->class >> 8 != CLASS_OTHER_BRIDGE)
		return 0;
	r = device_path(path, &device->address, "/config");
	if (r)
		return r;
	fd = fs_open_file(fs, path);
	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	if (read(fd, header, sizeof(header)) != (ssize_t)sizeof(header))
		return -EIO;
	device->is_endpoint = !(header[HEADER_TYPE] & HEADER_TYPE_MASK);
	return 0;
}

int pci_read_function(struct fs *fs, struct pci_device *device, struct diagnostics *errors)
{
	int r;

	if (device->detail != PCI_UNREAD)
		return 0;
	r = pci_read_driver(fs, &device->address, device->driver);
	if (!r)
		r = read_group(fs, device);
	if (!r)
		r = read_header(fs, device);
	if (r == -ENOMEM)
		return r;
	device->detail = r ? PCI_DOUBTFUL : PCI_READ;
	return r ? report_device(errors, device, r) : 0;
}

/* The function of devices that is so named, or NULL. */
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
 * What is named is directly below the bridge, whose index becomes the parent. Whether one of it is
 * a bridge with this device.function; then *next is its address. What the scan could not read may
 * be one. A virtual function has the parent of its physical one, and may have a bridge's
 * device.function.
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
		r = device_path(path, &address, "");
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
	int r = device_path(path, &device->address, "");

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

/* The screen that the firmware used: drivers/pci/pci-sysfs.c, only VGA controllers have it. */
static bool read_boot_vga(struct fs *fs, const struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[8];

	if (device->class >> 8 != 0x0300 || device_path(path, &device->address, "/boot_vga"))
		return false;
	return !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "1");
}

static bool is_virtual(struct fs *fs, const struct pci_device *device)
{
	char path[FS_PATH_SIZE];

	return !device_path(path, &device->address, "/physfn") && fs_exists(fs, path);
}

int pci_read_all(struct fs *fs, struct pci_devices *devices, struct diagnostics *errors)
{
	size_t i;

	for (i = 0; i < devices->count; i++) {
		struct pci_device *device = &devices->list[i];
		int r = pci_read_function(fs, device, errors);

		if (r)
			return r;
		r = pci_read_parent(fs, devices, device);
		if (r && device->detail != PCI_DOUBTFUL) {
			device->detail = PCI_DOUBTFUL;
			r = report_device(errors, device, r);
			if (r)
				return r;
		}
		device->boot_vga = read_boot_vga(fs, device);
		device->is_virtual = is_virtual(fs, device);
	}
	return pci_devices_sort(devices);
}

int pci_read_driver(struct fs *fs, const struct pci_address *address, char driver[PCI_DRIVER_SIZE])
{
	return read_link_name(fs, address, "/driver", driver, PCI_DRIVER_SIZE);
}

int pci_read_override(struct fs *fs, const struct pci_address *address,
		      char driver[PCI_DRIVER_SIZE])
{
	char path[FS_PATH_SIZE], text[PCI_DRIVER_SIZE];
	int r = device_path(path, address, "/driver_override");

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
