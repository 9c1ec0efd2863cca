// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Physical functions and the virtual ones that their drivers make. After drivers/pci/iov.c
 * (sriov_numvfs_store(), sriov_drivers_autoprobe_store()) and drivers/pci/pci-driver.c
 * (pci_device_can_probe()).
 */
#include "fake/sriov.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake/directive.h"

#define LINE_SIZE 512

/* sriov ADDRESS TOTAL: the function can have so many virtual functions */
int directive_sriov(struct directive *directive, char *rest)
{
	char *name = directive_word(&rest), *total = directive_word(&rest);
	struct fake *fake = directive->fake;
	struct fake_device *device = total ? fake_find_device(fake, name) : NULL;

	if (!device)
		return directive_fail(directive, "sriov takes a function above and a number");
	device->total_vfs = (unsigned int)strtoul(total, NULL, 10);
	fake_add_attribute(fake, device, "sriov_totalvfs", total, ATTRIBUTE_PLAIN);
	fake_add_attribute(fake, device, "sriov_numvfs", "0", ATTRIBUTE_NUMVFS);
	fake_add_attribute(fake, device, "sriov_drivers_autoprobe", "1", ATTRIBUTE_AUTOPROBE);
	return 0;
}

/* virtual ...: as pci, but the function appears when its physical one has so many */
int directive_virtual(struct directive *directive, char *rest)
{
	if (!strstr(rest, "physfn=") || strlen(rest) >= LINE_SIZE)
		return directive_fail(directive, "virtual takes what pci takes, with physfn=");
	arena_add_line(&directive->fake->virtuals, rest, strlen(rest));
	return 0;
}

bool fake_may_probe(const struct fake *fake, const struct fake_device *device)
{
	return !device->physical || device->override[0] ||
	       !fake->devices[device->physical - 1].no_autoprobe;
}

static void show_number(struct fake *fake, const struct fake_device *device, const char *name,
			unsigned int value)
{
	char path[FAKE_PATH_SIZE], text[16];
	uint32_t file;
	int length = snprintf(text, sizeof(text), "%u\n", value);

	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/%s", device->path, name);
	if (!tree_find(&fake->tree, path, true, &file))
		tree_set_content(&fake->tree, file, text, (size_t)length);
}

void fake_remove_virtual(struct fake *fake, struct fake_device *device)
{
	size_t physical = (size_t)(device - fake->devices) + 1, i;
	unsigned int index;

	for (i = 0; device->vfs && i < fake->device_count; i++)
		if (fake->devices[i].physical == physical && !fake->devices[i].gone)
			fake_vanish(fake, fake->devices[i].name);
	for (index = 0; index < device->vfs; index++) {
		char path[FAKE_PATH_SIZE];
		uint32_t link;

		(void)snprintf(path, sizeof(path), "sys/devices/%.400s/virtfn%u", device->path,
			       index);
		if (!tree_find(&fake->tree, path, false, &link))
			tree_remove(&fake->tree, link);
	}
	device->vfs = 0;
	show_number(fake, device, "sriov_numvfs", 0);
}

/* The next line of a function of this physical one, from *position on. */
static bool next_line(const struct fake *fake, const char *physical, size_t *position,
		      char line[LINE_SIZE])
{
	const struct arena *all = &fake->virtuals;
	char mark[32];

	(void)snprintf(mark, sizeof(mark), "physfn=%s", physical);
	while (*position < all->used) {
		const char *start = all->data + *position;
		size_t length = strcspn(start, "\n");

		*position += length + 1;
		memcpy(line, start, length);
		line[length] = '\0';
		if (strstr(line, mark))
			return true;
	}
	return false;
}

/* What the physical function's driver does. */
static int make_virtual(struct fake *fake, struct fake_device *device, unsigned int count)
{
	struct directive directive = { .fake = fake, .name = "virtual" };
	char line[LINE_SIZE];
	size_t position = 0;

	while (device->vfs < count && next_line(fake, device->name, &position, line)) {
		int r = directive_pci(&directive, line);

		if (r)
			return r;
		device->vfs++;
		fake_probe(fake, &fake->devices[fake->device_count - 1]);
	}
	show_number(fake, device, "sriov_numvfs", device->vfs);
	return 0;
}

/* 0 and *value, or -EINVAL. */
static int read_number(const char *text, size_t length, unsigned int *value)
{
	char copy[16], *end;

	if (length >= sizeof(copy))
		return -EINVAL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = (unsigned int)strtoul(copy, &end, 0);
	return end == copy || (*end && strcmp(end, "\n")) ? -EINVAL : 0;
}

int fake_store_numvfs(struct fake *fake, struct fake_device *device, const char *text,
		      size_t length)
{
	unsigned int count;

	if (read_number(text, length, &count))
		return -EINVAL;
	if (count > device->total_vfs)
		return -ERANGE;
	fake_lock(fake, device);
	if (count == device->vfs)
		return 0;
	if (device->driver == NO_DRIVER)
		return -ENOENT;
	if (count && device->vfs)
		return -EBUSY;
	if (count)
		return make_virtual(fake, device, count);
	fake_remove_virtual(fake, device);
	return 0;
}

int fake_store_autoprobe(struct fake *fake, struct fake_device *device, const char *text,
			 size_t length)
{
	unsigned int on;

	if (read_number(text, length, &on) || on > 1)
		return -EINVAL;
	device->no_autoprobe = !on;
	show_number(fake, device, "sriov_drivers_autoprobe", on);
	return 0;
}
