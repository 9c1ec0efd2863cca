// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Relied on: a virtual function has a link "physfn" (drivers/pci/iov.c); "removable" says whether a
 * port that leads out of the machine is above the function (drivers/pci/probe.c, since 5.14); a
 * root bus "pciDDDD:BB" is in the directory of the device that opened it, and in /sys/devices
 * itself if the kernel did so by itself; VMD's have domains from 10000 on
 * (drivers/pci/controller/vmd.c).
 */
#include "host/machine/late.h"

#include <errno.h>
#include <string.h>

#include "host/machine/boot_report.h"
#include "kernel/pci_function.h"

#define DOMAIN_MAX 0xffffU /* of a firmware's */

/* What follows the last slash of the text, as an address. */
static bool read_last(const char *text, struct pci_address *address)
{
	const char *slash = strrchr(text, '/');
	const char *last = slash ? slash + 1 : text;

	return !pci_address_parse(last, strlen(last), false, address);
}

/* The link of a virtual function to its physical one. */
static void read_physical(struct fs *fs, const struct pci_device *device, struct late *late)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];

	late->has_origin = !pci_path(path, &device->address, "/physfn") &&
			   !fs_read_link(fs, path, target, sizeof(target)) &&
			   read_last(target, &late->origin);
}

/* Below a function's root bus there are only functions. NULL: it is in sys/devices itself. */
static const char *cut_controller(char *path)
{
	char *bus = NULL, *p;

	for (p = strstr(path, "/pci"); p; p = strstr(p + 1, "/pci"))
		bus = p;
	if (bus)
		*bus = '\0';
	return bus ? strstr(path, "devices/") : NULL;
}

/* Whether what opened the function's root bus is a module, or another function. */
static bool is_behind_controller(struct fs *fs, const struct pci_device *device, struct late *late)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE], driver[FS_PATH_SIZE];
	const char *controller, *name;

	if (pci_path(path, &device->address, "") || fs_read_link(fs, path, target, sizeof(target)))
		return false;
	controller = cut_controller(target);
	if (!controller)
		return false;
	late->has_origin = read_last(controller, &late->origin);
	if (fs_path(path, "sys/%s/driver", controller) ||
	    fs_read_link(fs, path, driver, sizeof(driver)))
		return late->has_origin;
	name = strrchr(driver, '/') ? strrchr(driver, '/') + 1 : driver;
	if (strlen(name) < sizeof(late->driver))
		memcpy(late->driver, name, strlen(name) + 1);
	return !fs_path(path, "sys/%s/driver/module/initstate", controller) && fs_exists(fs, path);
}

static bool is_removable(struct fs *fs, const struct pci_device *device)
{
	char path[FS_PATH_SIZE], text[16];

	return !pci_path(path, &device->address, "/removable") &&
	       !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "removable");
}

/* What sysfs says of a function that is not known to have been there. */
static enum late_kind judge(struct fs *fs, const struct pci_device *device, bool has_report,
			    struct late *late)
{
	if (device->is_virtual) {
		read_physical(fs, device, late);
		return LATE_VIRTUAL;
	}
	if (is_behind_controller(fs, device, late))
		return LATE_CONTROLLER;
	if (has_report)
		return LATE_UNSEEN;
	return is_removable(fs, device) ? LATE_REMOVABLE : LATE_NOT;
}

/* A name that is too long is none of the kernel's. */
static void see_driver(const struct boot_report *report, const struct pci_device *device,
		       struct late *late)
{
	const struct boot_device *booted = boot_report_find(report, &device->address);

	if (booted && strlen(booted->driver_before) < sizeof(late->found))
		memcpy(late->found, booted->driver_before, strlen(booted->driver_before) + 1);
}

int late_read(struct fs *fs, const struct pci_devices *devices, struct late **late)
{
	struct late *list = calloc(devices->count + 1, sizeof(*list));
	struct boot_report report = { 0 };
	size_t i;
	int r = list ? boot_report_read(fs, &report) : -ENOMEM;

	if (r == -ENOMEM) {
		free(list);
		return r;
	}
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		if (!boot_report_saw(&report, &device->address))
			list[i].kind = judge(fs, device, report.seen_count, &list[i]);
		see_driver(&report, device, &list[i]);
	}
	boot_report_free(&report);
	*late = list;
	return 0;
}

bool late_is_behind_vmd(const struct late *late, const struct pci_device *device)
{
	return late->kind == LATE_CONTROLLER && late->has_origin &&
	       device->address.domain > DOMAIN_MAX;
}

void late_explain(const struct late *late, struct text *out)
{
	char origin[PCI_ADDRESS_SIZE] = "";

	if (late->has_origin)
		pci_address_format(&late->origin, origin);
	switch (late->kind) {
	case LATE_NOT:
		break;
	case LATE_VIRTUAL:
		text_printf(out, "is a virtual function%s%s, which appears after the boot stage",
			    *origin ? " of " : "", origin);
		break;
	case LATE_CONTROLLER:
		text_printf(out, "is behind %s, which %s opens after the boot stage",
			    *origin ? origin : "a controller",
			    *late->driver ? late->driver : "a driver");
		break;
	case LATE_REMOVABLE:
		text_puts(out, "is removable, and may not be there when the boot stage runs");
		break;
	case LATE_UNSEEN:
		text_puts(out, "was not there when the boot stage of this boot ran");
		break;
	}
}
