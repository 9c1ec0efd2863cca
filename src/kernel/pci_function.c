// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the files and links of one function.
 */
#include "kernel/pci_function.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text.h"

#define CLASS_OTHER_BRIDGE 0x0680
#define HEADER_TYPE 0x0e /* a byte of the configuration space */
#define HEADER_TYPE_MASK 0x7f

int pci_path(char path[FS_PATH_SIZE], const struct pci_address *address, const char *name)
{
	char text[PCI_ADDRESS_SIZE];

	pci_address_format(address, text);
	return fs_path(path, PCI_DEVICES "/%s%s", text, name);
}

/* "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01", and nothing after it. */
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

int pci_read_identity(struct fs *fs, struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[64];
	int r = pci_path(path, &device->address, "/modalias");

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
	int r = pci_path(path, address, name);

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

int pci_check_link(struct fs *fs, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE], target[PCI_ADDRESS_SIZE];
	int r = read_link_name(fs, address, "", target, sizeof(target));

	pci_address_format(address, name);
	if (!r && !target[0])
		return -ENOENT;
	return !r && strcmp(target, name) != 0 ? -ENOTUNIQ : r;
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

int pci_read_iommu_group(struct fs *fs, struct pci_device *device)
{
	char group[16];
	int r = read_link_name(fs, &device->address, "/iommu_group", group, sizeof(group));

	return r ? r : parse_group_number(group, &device->group);
}

/*
 * Whether the header of a function of class 0680 is an endpoint's (PCI_HEADER_TYPE_NORMAL of
 * include/uapi/linux/pci_regs.h). Without a configuration space it is a bridge.
 */
int pci_read_header(struct fs *fs, struct pci_device *device)
{
	cleanup_close int fd = -1;
	unsigned char header[HEADER_TYPE + 1];
	char path[FS_PATH_SIZE];
	int r;

	if (device->class >> 8 != CLASS_OTHER_BRIDGE)
		return 0;
	r = pci_path(path, &device->address, "/config");
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

int pci_read_driver(struct fs *fs, const struct pci_address *address, char driver[PCI_DRIVER_SIZE])
{
	return read_link_name(fs, address, "/driver", driver, PCI_DRIVER_SIZE);
}

int pci_read_override(struct fs *fs, const struct pci_address *address,
		      char driver[PCI_DRIVER_SIZE])
{
	char path[FS_PATH_SIZE], text[PCI_DRIVER_SIZE];
	int r = pci_path(path, address, "/driver_override");

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

bool pci_is_there(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE];
	struct stat st;
	int r = pci_path(path, address, "");

	return r || fs_stat(fs, path, &st) != -ENOENT;
}

/* The boot GPU: drivers/pci/pci-sysfs.c, only VGA controllers have this file. */
bool pci_is_boot_vga(struct fs *fs, const struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[8];

	if (device->class >> 8 != 0x0300 || pci_path(path, &device->address, "/boot_vga"))
		return false;
	return !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "1");
}

bool pci_is_virtual(struct fs *fs, const struct pci_device *device)
{
	char path[FS_PATH_SIZE];

	return !pci_path(path, &device->address, "/physfn") && fs_exists(fs, path);
}
