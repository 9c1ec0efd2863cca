// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The PCI bus: drivers, functions, overrides. After drivers/base/bus.c (bind_store(),
 * unbind_store(), drivers_probe_store()), drivers/base/driver.c (driver_set_override()) and
 * drivers/pci/pci-driver.c (pci_match_device()).
 */
#include "fake/kernel.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fake/sriov.h"

#define VFIO_DRIVER "vfio-pci"

int fake_find_driver(const struct fake *fake, const char *name)
{
	size_t i;

	for (i = 0; i < fake->driver_count; i++)
		if (!strcmp(fake->drivers[i].name, name))
			return (int)i;
	return NO_DRIVER;
}

int fake_add_driver(struct fake *fake, const char *name, enum driver_state state)
{
	int index = fake_find_driver(fake, name);
	struct fake_driver *driver;

	if (index != NO_DRIVER)
		return index;
	if (fake->driver_count == FAKE_DRIVERS_MAX || strlen(name) >= sizeof(driver->name))
		return NO_DRIVER;
	index = (int)fake->driver_count++;
	driver = &fake->drivers[index];
	*driver = (struct fake_driver){ .state = state };
	memcpy(driver->name, name, strlen(name) + 1);
	if (fake_has_driver(fake, index))
		fake_show_driver(fake, index);
	return index;
}

bool fake_has_driver(const struct fake *fake, int driver)
{
	return driver != NO_DRIVER && fake->drivers[driver].state >= DRIVER_LOADED;
}

struct fake_device *fake_find_device(struct fake *fake, const char *name)
{
	size_t i;

	for (i = 0; i < fake->device_count; i++)
		if (!fake->devices[i].gone && !strcmp(fake->devices[i].name, name))
			return &fake->devices[i];
	return NULL;
}

static void add_store(struct fake *fake, int driver, const char *file,
		      enum node_attribute attribute)
{
	char path[FAKE_PATH_SIZE];
	int64_t node;

	(void)snprintf(path, sizeof(path), "sys/bus/pci/drivers/%s/%s", fake->drivers[driver].name,
		       file);
	node = tree_add_file(&fake->tree, path, "", 0);
	if (node < 0)
		return;
	tree_node(&fake->tree, (uint32_t)node)->attribute = (uint8_t)attribute;
	tree_node(&fake->tree, (uint32_t)node)->owner = (uint16_t)driver;
}

static void show_directory(struct fake *fake, int driver)
{
	char path[FAKE_PATH_SIZE];

	(void)snprintf(path, sizeof(path), "sys/bus/pci/drivers/%s", fake->drivers[driver].name);
	(void)tree_make_directory(&fake->tree, path);
}

/*
 * What is built in has a directory, too, and the driver a link to it (drivers/base/module.c,
 * module_add_driver()); only what was loaded has a state (kernel/module/main.c).
 */
static void show_module(struct fake *fake, const char *module, bool is_loaded)
{
	char path[FAKE_PATH_SIZE];

	(void)snprintf(path, sizeof(path), "sys/module/%s/uevent", module);
	if (tree_find(&fake->tree, path, true, &(uint32_t){ 0 }))
		(void)tree_add_file(&fake->tree, path, "", 0);
	(void)snprintf(path, sizeof(path), "sys/module/%s/initstate", module);
	if (is_loaded && tree_find(&fake->tree, path, true, &(uint32_t){ 0 }))
		(void)tree_add_file(&fake->tree, path, "live\n", 5);
}

void fake_show_driver(struct fake *fake, int driver)
{
	char path[FAKE_PATH_SIZE], module[PCI_DRIVER_SIZE], target[FAKE_PATH_SIZE];
	size_t i;

	add_store(fake, driver, "bind", ATTRIBUTE_BIND);
	add_store(fake, driver, "unbind", ATTRIBUTE_UNBIND);
	for (i = 0; i == 0 || module[i - 1]; i++)
		module[i] = fake->drivers[driver].name[i] == '-' ? '_'
								 : fake->drivers[driver].name[i];
	show_module(fake, module, fake->drivers[driver].state == DRIVER_LOADED);
	(void)snprintf(path, sizeof(path), "sys/bus/pci/drivers/%s/module",
		       fake->drivers[driver].name);
	(void)snprintf(target, sizeof(target), "../../../../module/%s", module);
	(void)tree_add_link(&fake->tree, path, target);
}

static void device_path(const struct fake_device *device, const char *name,
			char path[FAKE_PATH_SIZE])
{
	(void)snprintf(path, FAKE_PATH_SIZE, "sys/devices/%.400s/%s", device->path, name);
}

static void driver_path(const struct fake *fake, const struct fake_device *device,
			char path[FAKE_PATH_SIZE])
{
	(void)snprintf(path, FAKE_PATH_SIZE, "sys/bus/pci/drivers/%s/%s",
		       fake->drivers[device->driver].name, device->name);
}

static void remove_path(struct fake *fake, const char *path)
{
	uint32_t node;

	if (!tree_find(&fake->tree, path, false, &node))
		tree_remove(&fake->tree, node);
}

void fake_bind(struct fake *fake, struct fake_device *device, int driver)
{
	char path[FAKE_PATH_SIZE], target[FAKE_PATH_SIZE];
	const char *p;
	int length;

	device->driver = driver;
	length = snprintf(target, sizeof(target), "../../");
	for (p = device->path; *p; p++)
		if (*p == '/')
			length += snprintf(target + length, sizeof(target) - (size_t)length, "../");
	(void)snprintf(target + length, sizeof(target) - (size_t)length, "bus/pci/drivers/%s",
		       fake->drivers[driver].name);
	device_path(device, "driver", path);
	(void)tree_add_link(&fake->tree, path, target);
	driver_path(fake, device, path);
	(void)snprintf(target, sizeof(target), "../../../../devices/%.400s", device->path);
	(void)tree_add_link(&fake->tree, path, target);
}

void fake_unbind(struct fake *fake, struct fake_device *device)
{
	char path[FAKE_PATH_SIZE];

	if (device->driver == NO_DRIVER)
		return;
	device_path(device, "driver", path);
	remove_path(fake, path);
	driver_path(fake, device, path);
	remove_path(fake, path);
	device->driver = NO_DRIVER;
	fake_remove_virtual(fake, device);
}

int fake_add_device(struct fake *fake, const struct fake_device *device)
{
	struct fake_device *added = &fake->devices[fake->device_count];

	if (fake->device_count == FAKE_DEVICES_MAX)
		return -ENOSPC;
	fake->device_count++;
	*added = *device;
	if (device->driver != NO_DRIVER)
		fake_bind(fake, added, device->driver);
	return 0;
}

static bool matches(const struct fake *fake, const struct fake_device *device, int driver)
{
	if (!fake_may_probe(fake, device))
		return false;
	if (device->override[0])
		return !strcmp(device->override, fake->drivers[driver].name);
	return device->host == driver;
}

void fake_lock(struct fake *fake, const struct fake_device *device)
{
	if (device->locked)
		fake_cut(fake, ETIMEDOUT);
}

/* A probe or a removal that does not end, or dies, keeps the lock. */
static int fault_in_driver(struct fake *fake, struct fake_device *device, enum operation operation)
{
	int r = fault_uncounted(fake, operation, device->name);

	if (r != -ETIMEDOUT && r != -ECANCELED)
		return r;
	device->locked = true;
	fake_cut(fake, -r);
}

/*
 * The link is there before the probe (drivers/base/dd.c, really_probe()). vfio-pci refuses a
 * function without a group (drivers/vfio/vfio_main.c).
 */
static int try_driver(struct fake *fake, struct fake_device *device, int driver)
{
	int r;

	fake_bind(fake, device, driver);
	r = fault_in_driver(fake, device, OPERATION_PROBE);
	if (!r && !strcmp(fake->drivers[driver].name, VFIO_DRIVER) && device->group < 0)
		r = -EINVAL;
	if (r)
		fake_unbind(fake, device);
	return r;
}

int fake_load(struct fake *fake, const char *name)
{
	int driver = fake_find_driver(fake, name);
	size_t i;

	if (driver == NO_DRIVER || fake->drivers[driver].state == DRIVER_ABSENT)
		return -ENOENT;
	if (fake->drivers[driver].loading)
		fake_cut(fake, ETIMEDOUT);
	if (fake_has_driver(fake, driver))
		return 0;
	fake->drivers[driver].state = DRIVER_LOADED;
	fake->drivers[driver].loading = true;
	show_directory(fake, driver);
	for (i = 0; i < fake->device_count; i++) {
		struct fake_device *device = &fake->devices[i];

		if (device->gone || !matches(fake, device, driver))
			continue;
		fake_lock(fake, device);
		if (device->driver == NO_DRIVER) /* one that is refused is only logged */
			(void)try_driver(fake, device, driver);
	}
	fake->drivers[driver].loading = false;
	fake_show_driver(fake, driver);
	return 0;
}

/* A name as userspace writes it, with or without its newline; NULL: no such function. */
static struct fake_device *named_device(struct fake *fake, const char *text, size_t length)
{
	char name[PCI_ADDRESS_SIZE];

	if (length && text[length - 1] == '\n')
		length--;
	if (length >= sizeof(name))
		return NULL;
	memcpy(name, text, length);
	name[length] = '\0';
	return fake_find_device(fake, name);
}

void fake_probe(struct fake *fake, struct fake_device *device)
{
	size_t i;

	for (i = 0; device->driver == NO_DRIVER && i < fake->driver_count; i++)
		if (fake_has_driver(fake, (int)i) && matches(fake, device, (int)i))
			(void)try_driver(fake, device, (int)i);
}

/* The drivers are chosen under the lock that the writer waits for (drivers/base/dd.c,
 * __device_attach()). */
static void attach(struct fake *fake, struct fake_device *device)
{
	if (device->attaching)
		fake_probe(fake, device);
	device->attaching = false;
}

static int store_override(struct fake *fake, struct fake_device *device, const char *text,
			  size_t length)
{
	const char *newline = memchr(text, '\n', length);

	if (newline)
		length = (size_t)(newline - text);
	if (length >= sizeof(device->override))
		return -EINVAL;
	fake_lock(fake, device);
	attach(fake, device);
	memcpy(device->override, text, length);
	device->override[length] = '\0';
	return 0;
}

static int store_probe(struct fake *fake, struct fake_device *device)
{
	if (!device)
		return -ENODEV;
	fake_lock(fake, device);
	fake_probe(fake, device);
	return 0;
}

static int store_bind(struct fake *fake, struct fake_device *device, int driver)
{
	if (!device || !matches(fake, device, driver))
		return -ENODEV;
	fake_lock(fake, device);
	if (device->driver != NO_DRIVER)
		return -EBUSY;
	return try_driver(fake, device, driver);
}

static int store_unbind(struct fake *fake, struct fake_device *device, int driver)
{
	if (!device || device->driver != driver)
		return -ENODEV;
	fake_lock(fake, device);
	fake_unbind(fake, device); /* the link goes before the removal */
	(void)fault_in_driver(fake, device, OPERATION_REMOVE); /* it cannot refuse */
	return 0;
}

/* No word that is written here means anything to the functions of a machine. */
static int store_power(struct fake *fake, const struct fake_device *device)
{
	fake_lock(fake, device);
	return -EINVAL;
}

int fake_store(struct fake *fake, uint32_t file, const char *text, size_t length)
{
	struct node node = *tree_node(&fake->tree, file);

	switch ((enum node_attribute)node.attribute) {
	case ATTRIBUTE_OVERRIDE:
		return store_override(fake, &fake->devices[node.owner], text, length);
	case ATTRIBUTE_POWER:
		return store_power(fake, &fake->devices[node.owner]);
	case ATTRIBUTE_PROBE:
		return store_probe(fake, named_device(fake, text, length));
	case ATTRIBUTE_BIND:
		return store_bind(fake, named_device(fake, text, length), node.owner);
	case ATTRIBUTE_UNBIND:
		return store_unbind(fake, named_device(fake, text, length), node.owner);
	case ATTRIBUTE_NUMVFS:
		return fake_store_numvfs(fake, &fake->devices[node.owner], text, length);
	case ATTRIBUTE_AUTOPROBE:
		return fake_store_autoprobe(fake, &fake->devices[node.owner], text, length);
	case ATTRIBUTE_PLAIN:
		break;
	}
	return -EACCES;
}

void fake_vanish(struct fake *fake, const char *name)
{
	struct fake_device *device = fake_find_device(fake, name);
	char path[FAKE_PATH_SIZE];

	if (!device)
		return;
	fake_unbind(fake, device);
	(void)snprintf(path, sizeof(path), "sys/bus/pci/devices/%s", name);
	remove_path(fake, path);
	(void)snprintf(path, sizeof(path), "sys/kernel/iommu_groups/%d/devices/%s", device->group,
		       name);
	remove_path(fake, path);
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s", device->path);
	remove_path(fake, path);
	device->override[0] = '\0';
	device->gone = true;
}

void fake_replug(struct fake *fake, const char *name)
{
	struct fake_device *device = fake_find_device(fake, name);

	if (!device)
		return;
	fake_unbind(fake, device);
	device->override[0] = '\0';
	fake_probe(fake, device);
}
