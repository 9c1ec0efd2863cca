// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads single attributes of functions.
 */
#include "host/machine/passthrough.h"

#include <errno.h>

static bool attribute_path(const struct pci_address *address, const char *name,
			   char path[FS_PATH_SIZE])
{
	char text[PCI_ADDRESS_SIZE];

	pci_address_format(address, text);
	return !fs_path(path, "sys/bus/pci/devices/%s/%s", text, name);
}

void reset_methods(struct fs *fs, const struct pci_address *address, struct text *out)
{
	char path[FS_PATH_SIZE], value[128];

	if (attribute_path(address, "reset_method", path) &&
	    !fs_read_attribute(fs, path, value, sizeof(value)))
		text_puts(out, value);
}

bool has_reset(struct fs *fs, const struct pci_address *address)
{
	/* a copy of /sys may lack "reset", which cannot be read; reset_method is there since 5.15
	 */
	static const char *const names[] = { "reset_method", "reset" };
	char path[FS_PATH_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (attribute_path(address, names[i], path) && fs_exists(fs, path))
			return true;
	return false;
}

bool has_any_reset(struct fs *fs, const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (has_reset(fs, &devices->list[i].address))
			return true;
	return false;
}
