// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files of /run/vfio-prebind/late.
 */
#include "late/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/pci_function.h"

#define REPORT_MAX ((size_t)64 * 1024)
#define NAME_SIZE (PCI_ADDRESS_SIZE + sizeof(".json"))

static void report_name(const struct pci_address *address, char name[NAME_SIZE])
{
	char text[PCI_ADDRESS_SIZE];

	pci_address_format(address, text);
	(void)snprintf(name, NAME_SIZE, "%s.json", text); /* always fits */
}

static int report_path(const struct pci_address *address, char path[FS_PATH_SIZE])
{
	char name[NAME_SIZE];

	report_name(address, name);
	return fs_path(path, LATE_DIRECTORY "/%s", name);
}

bool late_report_exists(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE];

	return !report_path(address, path) && fs_exists(fs, path);
}

/* Strings in a report have no bare quotes, so that a match is the member. */
static bool says_bound(struct fs *fs, const struct pci_address *address)
{
	cleanup_free char *report = NULL;
	char path[FS_PATH_SIZE];
	size_t length;

	return !report_path(address, path) && !fs_read(fs, path, REPORT_MAX, &report, &length) &&
	       strstr(report, "\"outcome\":\"bound\"");
}

bool late_is_taken(struct fs *fs, const struct pci_address *address)
{
	char driver[PCI_DRIVER_SIZE];

	return !pci_read_driver(fs, address, driver) && *driver && says_bound(fs, address);
}

int late_report_write(struct fs *fs, const struct report *report, size_t match, const char *why)
{
	const struct pci_device *device = report->decision->matches.list[match].device;
	struct text text = { 0 };
	char name[NAME_SIZE];
	int r;

	report_name(&device->address, name);
	report_write_late(report, match, why, &text);
	r = text_error(&text);
	if (!r)
		r = fs_replace(fs, LATE_DIRECTORY, name, 0644, text.data, text.length);
	text_free(&text);
	return r;
}

int late_report_remove(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE];
	int r = report_path(address, path);

	if (!r)
		r = fs_remove(fs, path);
	return r == -ENOENT ? 0 : r;
}
