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

int late_reports_list(struct fs *fs, struct late_reports *reports)
{
	int r = fs_list(fs, LATE_DIRECTORY, &reports->names, &reports->count);

	reports->is_unknown = r && r != -ENOENT;
	return r == -ENOMEM ? r : 0;
}

static int compare_names(const void *name, const void *element)
{
	return strcmp(name, *(char *const *)element);
}

bool late_reports_have(const struct late_reports *reports, const struct pci_address *address)
{
	char name[NAME_SIZE];

	report_name(address, name);
	return reports->is_unknown ||
	       (reports->count && bsearch(name, reports->names, reports->count,
					  sizeof(*reports->names), compare_names));
}

void late_reports_free(struct late_reports *reports)
{
	fs_free_names(reports->names, reports->count);
}

bool late_report_exists(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE];

	return !report_path(address, path) && fs_exists(fs, path);
}

/*
 * Strings in a report have no bare quotes, so that a match is the member. A function that went and
 * came back before its events were handled may have been bound by the event of another one.
 */
static bool says_bound(struct fs *fs, const struct pci_address *address)
{
	cleanup_free char *report = NULL;
	char path[FS_PATH_SIZE];
	size_t length;

	return !report_path(address, path) && !fs_read(fs, path, REPORT_MAX, &report, &length) &&
	       (strstr(report, "\"outcome\":\"bound\"") ||
		strstr(report, "\"outcome\":\"already\""));
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
