// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A boot report of any bytes: what is read has addresses that exist, an outcome for each, and
 * strings that end where they seem to end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/machine/boot_report.h"

static void check_device(const struct boot_report *report, const struct boot_device *device)
{
	const struct boot_device *found = boot_report_find(report, &device->address);
	char name[PCI_ADDRESS_SIZE];
	struct pci_address again;

	HOLDS(found && !pci_address_compare(&found->address, &device->address));
	pci_address_format(&device->address, name);
	HOLDS(!pci_address_parse(name, strlen(name), false, &again));
	HOLDS(device->outcome && device->driver && device->why && device->file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_copy(data, size);
	struct boot_report report;
	int r = boot_report_parse(text, size, &report);
	size_t i;

	free(text);
	HOLDS(!r || r == -EBADMSG || r == -EPROTONOSUPPORT || r == -ENOMEM);
	if (r)
		return 0;
	HOLDS(strlen(report.digest) < sizeof(report.digest) && report.kernel);
	for (i = 0; i < report.count; i++)
		check_device(&report, &report.devices[i]);
	boot_report_free(&report);
	return 0;
}
