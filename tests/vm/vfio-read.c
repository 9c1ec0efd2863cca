// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-read ADDRESS: opens a PCI device through its IOMMU group and VFIO, as QEMU does for a guest,
 * and prints vendor:device as read from its config region. Runs in the test machine.
 */
#include <err.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/vfio.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int open_group(const char *address)
{
	char path[64], target[PATH_MAX];
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group", address);
	length = readlink(path, target, sizeof(target) - 1);
	if (length < 0)
		err(1, "%s", path);
	target[length] = 0;
	snprintf(path, sizeof(path), "/dev/vfio/%s", basename(target));
	fd = open(path, O_RDWR);
	if (fd < 0)
		err(1, "%s", path);
	return fd;
}

static void require_viable(int group)
{
	struct vfio_group_status status = { .argsz = sizeof(status) };

	if (ioctl(group, VFIO_GROUP_GET_STATUS, &status))
		err(1, "VFIO_GROUP_GET_STATUS");
	if (!(status.flags & VFIO_GROUP_FLAGS_VIABLE))
		errx(1, "the IOMMU group is not viable: a host driver holds one of its devices");
}

/* The container stays open until the program ends. */
static void join_container(int group)
{
	int container = open("/dev/vfio/vfio", O_RDWR);

	if (container < 0)
		err(1, "/dev/vfio/vfio");
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container))
		err(1, "VFIO_GROUP_SET_CONTAINER");
	if (ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1_IOMMU))
		err(1, "VFIO_SET_IOMMU");
}

static void read_id(int device, uint16_t id[2])
{
	struct vfio_region_info config = {
		.argsz = sizeof(config),
		.index = VFIO_PCI_CONFIG_REGION_INDEX,
	};

	if (ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &config))
		err(1, "VFIO_DEVICE_GET_REGION_INFO");
	if (pread(device, id, 4, (off_t)config.offset) != 4)
		err(1, "reading the config region");
}

int main(int argc, char **argv)
{
	uint16_t id[2];
	int group, device;

	if (argc != 2)
		errx(2, "usage: vfio-read ADDRESS");
	group = open_group(argv[1]);
	require_viable(group);
	join_container(group);
	device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, argv[1]);
	if (device < 0)
		err(1, "VFIO_GROUP_GET_DEVICE_FD %s", argv[1]);
	read_id(device, id);
	printf("%04x:%04x\n", id[0], id[1]);
	return 0;
}
