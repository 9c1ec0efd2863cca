// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The directives that make all that sysfs has for a PCI function or a block device.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/selector.h"
#include "core/serial.h"
#include "fake/directive.h"

#define VALUE_SIZE 160

/* The function's words, as in the line. */
struct words {
	const char *address, *id, *subsystem, *class;
	const char *parent, *group, *driver, *host, *boot_vga, *header, *serial, *physfn;
};

static bool parse_words(struct words *words, char *rest)
{
	struct {
		const char *key;
		const char **value;
	} const options[] = {
		{ "parent=", &words->parent },     { "group=", &words->group },
		{ "driver=", &words->driver },     { "host=", &words->host },
		{ "boot_vga=", &words->boot_vga }, { "header=", &words->header },
		{ "serial=", &words->serial },     { "physfn=", &words->physfn },
	};
	char *word;
	size_t i;

	words->address = directive_word(&rest);
	words->id = directive_word(&rest);
	words->subsystem = directive_word(&rest);
	words->class = directive_word(&rest);
	while ((word = directive_word(&rest))) {
		for (i = 0; i < ARRAY_SIZE(options); i++)
			if (!strncmp(word, options[i].key, strlen(options[i].key)))
				break;
		if (i == ARRAY_SIZE(options))
			return false;
		*options[i].value = word + strlen(options[i].key);
	}
	return words->class;
}

/* Where the function is below sys/devices: behind its parent, or on a root bus of its own. */
static int make_path(struct directive *directive, const struct words *words,
		     const struct pci_address *address, char path[FAKE_PATH_SIZE])
{
	const struct fake_device *parent = NULL;
	int length = 0;

	if (words->parent) {
		parent = fake_find_device(directive->fake, words->parent);
		if (!parent)
			return directive_fail(directive, "there is no such parent above this line");
		length = snprintf(path, FAKE_PATH_SIZE, "%.300s/", parent->path);
	}
	if (!parent || strtoul(parent->name, NULL, 16) != address->domain)
		length += snprintf(path + length, FAKE_PATH_SIZE - (size_t)length, "pci%04x:%02x/",
				   address->domain, address->bus);
	(void)snprintf(path + length, FAKE_PATH_SIZE - (size_t)length, "%s", words->address);
	return 0;
}

static int64_t add_attribute(struct fake *fake, const char *device, const char *name,
			     const char *value)
{
	char path[FAKE_PATH_SIZE], text[VALUE_SIZE];
	int length = snprintf(text, sizeof(text), "%s\n", value);

	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/%s", device, name);
	return tree_add_file(&fake->tree, path, text, (size_t)length);
}

static void add_hex(struct fake *fake, const char *device, const char *name, uint32_t value,
		    int digits)
{
	char text[16];

	(void)snprintf(text, sizeof(text), "0x%0*x", digits, value);
	(void)add_attribute(fake, device, name, text);
}

/* A link from path to target, both given from the root, in the relative form that sysfs has. */
static void add_relative_link(struct fake *fake, const char *path, const char *target)
{
	char text[FAKE_PATH_SIZE];
	int length = 0;
	const char *p;

	for (p = strchr(path, '/') + 1; (p = strchr(p, '/')); p++)
		length += snprintf(text + length, sizeof(text) - (size_t)length, "../");
	(void)snprintf(text + length, sizeof(text) - (size_t)length, "%.400s",
		       target + strlen("sys/"));
	(void)tree_add_link(&fake->tree, path, text);
}

static void add_owned(struct fake *fake, const char *path, const char *name, const char *value,
		      enum node_attribute attribute, size_t owner)
{
	int64_t node = add_attribute(fake, path, name, value);

	if (node < 0)
		return;
	tree_node(&fake->tree, (uint32_t)node)->attribute = (uint8_t)attribute;
	tree_node(&fake->tree, (uint32_t)node)->owner = (uint16_t)owner;
}

/* One that the function answers, which is about to be added. */
static void add_store(struct fake *fake, const char *path, const char *name, const char *value,
		      enum node_attribute attribute)
{
	add_owned(fake, path, name, value, attribute, fake->device_count);
}

void fake_add_attribute(struct fake *fake, const struct fake_device *device, const char *name,
			const char *value, enum node_attribute attribute)
{
	add_owned(fake, device->path, name, value, attribute, (size_t)(device - fake->devices));
}

/*
 * Configuration space as far as it is looked at, all zeros otherwise. With serial= it is that of a
 * PCI Express card, whose list has the number as its second entry; "none": not at all;
 * "unreadable": the function does not answer.
 */
static void add_config(struct fake *fake, const char *device, const struct words *words,
		       uint32_t class)
{
	static const uint8_t other[4] = { 0x01, 0x00, 0x01, 0x14 }; /* errors; next: 0x140 */
	static const uint8_t number[4] = { 0x03, 0x00, 0x01, 0x00 };
	const char *serial = words->serial;
	uint8_t space[0x14c] = { 0 };
	char path[FAKE_PATH_SIZE];
	uint64_t value = 0;
	size_t i;

	space[0x0e] = class >> 16 == 0x06; /* a bridge's header, unless the line says otherwise */
	if (words->header)
		space[0x0e] = (uint8_t)strtoul(words->header, NULL, 16);
	memcpy(space + 0x100, other, sizeof(other));
	if (serial && !strcmp(serial, "unreadable")) {
		memset(space, 0xff, sizeof(space));
	} else if (serial && !serial_parse(serial, strlen(serial), &value)) {
		memcpy(space + 0x140, number, sizeof(number));
		for (i = 0; i < 8; i++)
			space[0x144 + i] = (uint8_t)(value >> 8 * i);
	}
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/config", device);
	(void)tree_add_file(&fake->tree, path, (const char *)space, serial ? sizeof(space) : 64);
}

static void add_files(struct fake *fake, const char *path, const struct words *words,
		      const struct pci_id *id, uint32_t class)
{
	char alias[VALUE_SIZE];

	add_hex(fake, path, "vendor", (uint32_t)id->vendor, 4);
	add_hex(fake, path, "device", (uint32_t)id->device, 4);
	add_hex(fake, path, "subsystem_vendor", (uint32_t)id->subvendor, 4);
	add_hex(fake, path, "subsystem_device", (uint32_t)id->subdevice, 4);
	add_hex(fake, path, "class", class, 6);
	(void)snprintf(alias, sizeof(alias), "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X",
		       (unsigned int)id->vendor, (unsigned int)id->device,
		       (unsigned int)id->subvendor, (unsigned int)id->subdevice, class >> 16,
		       class >> 8 & 0xff, class & 0xff);
	(void)add_attribute(fake, path, "modalias", alias);
	if (class >> 8 == 0x0300)
		(void)add_attribute(fake, path, "boot_vga",
				    words->boot_vga ? words->boot_vga : "0");
	add_store(fake, path, "driver_override", "(null)", ATTRIBUTE_OVERRIDE);
	add_store(fake, path, "power/control", "on", ATTRIBUTE_POWER);
	add_config(fake, path, words, class);
}

static void add_links(struct fake *fake, const struct fake_device *device)
{
	char path[FAKE_PATH_SIZE], target[FAKE_PATH_SIZE], group[FAKE_PATH_SIZE];

	(void)snprintf(target, sizeof(target), "sys/devices/%.400s", device->path);
	(void)snprintf(path, sizeof(path), "sys/bus/pci/devices/%s", device->name);
	add_relative_link(fake, path, target);
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/subsystem", device->path);
	add_relative_link(fake, path, "sys/bus/pci");
	if (device->group < 0)
		return;
	(void)snprintf(group, sizeof(group), "sys/kernel/iommu_groups/%d/devices/%s", device->group,
		       device->name);
	add_relative_link(fake, group, target);
	(void)snprintf(group, sizeof(group), "sys/kernel/iommu_groups/%d", device->group);
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/iommu_group", device->path);
	add_relative_link(fake, path, group);
}

/* The two links of a virtual function and its physical one, which is in the same directory. */
static int add_physical(struct directive *directive, struct fake_device *device, const char *name)
{
	const struct fake_device *physical = fake_find_device(directive->fake, name);
	struct tree *tree = &directive->fake->tree;
	char path[FAKE_PATH_SIZE], target[FAKE_PATH_SIZE];
	uint32_t ignored;
	int i = 0;

	if (!physical)
		return directive_fail(directive,
				      "there is no such physical function above this line");
	device->physical = (size_t)(physical - directive->fake->devices) + 1;
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/physfn", device->path);
	(void)snprintf(target, sizeof(target), "../%s", physical->name);
	(void)tree_add_link(tree, path, target);
	do
		(void)snprintf(path, sizeof(path), "sys/devices/%.400s/virtfn%d", physical->path,
			       i++);
	while (!tree_find(tree, path, false, &ignored));
	(void)snprintf(target, sizeof(target), "../%s", device->name);
	(void)tree_add_link(tree, path, target);
	return 0;
}

/* The bus itself, with the first function. */
static int add_bus(struct fake *fake)
{
	int64_t node;

	if (!tree_find(&fake->tree, "sys/bus/pci/drivers_probe", true, &(uint32_t){ 0 }))
		return 0;
	node = tree_add_file(&fake->tree, "sys/bus/pci/drivers_probe", "", 0);
	if (node < 0 || tree_make_directory(&fake->tree, "sys/bus/pci/drivers") < 0)
		return -EINVAL;
	tree_node(&fake->tree, (uint32_t)node)->attribute = ATTRIBUTE_PROBE;
	(void)fake_add_driver(fake, "vfio-pci", DRIVER_MODULE);
	return 0;
}

/* Drivers are added by their names; a module whose name follows driver= is loaded. */
static void set_drivers(struct fake *fake, const struct words *words, struct fake_device *device)
{
	device->driver = device->host = NO_DRIVER;
	if (words->driver)
		device->host = device->driver = fake_add_driver(fake, words->driver, DRIVER_LOADED);
	if (device->driver != NO_DRIVER && fake->drivers[device->driver].state == DRIVER_MODULE) {
		fake->drivers[device->driver].state = DRIVER_LOADED;
		fake_show_driver(fake, device->driver);
	}
	if (words->host)
		device->host = fake_add_driver(fake, words->host, DRIVER_MODULE);
}

int directive_pci(struct directive *directive, char *rest)
{
	struct fake_device device = { .group = -1 };
	struct pci_id id, subsystem;
	struct pci_address address;
	struct words words = { 0 };
	uint32_t class;

	if (!parse_words(&words, rest) ||
	    pci_address_parse(words.address, strlen(words.address), false, &address) ||
	    selector_parse_id(words.id, strlen(words.id), &id) ||
	    selector_parse_id(words.subsystem, strlen(words.subsystem), &subsystem) ||
	    id.device == PCI_ANY || subsystem.device == PCI_ANY ||
	    hex_parse(words.class, strlen(words.class), 6, 6, &class))
		return directive_fail(directive, "pci ADDRESS VVVV:DDDD SSSS:SSSS CLASS [parent= "
						 "group= driver= host= boot_vga= header= serial= "
						 "physfn=]");
	id.subvendor = subsystem.vendor;
	id.subdevice = subsystem.device;
	if (add_bus(directive->fake) || make_path(directive, &words, &address, device.path))
		return -EINVAL;
	pci_address_format(&address, device.name);
	if (fake_find_device(directive->fake, device.name))
		return directive_fail(directive, "this address is taken");
	if (words.group)
		device.group = atoi(words.group);
	add_files(directive->fake, device.path, &words, &id, class);
	add_links(directive->fake, &device);
	if (words.physfn && add_physical(directive, &device, words.physfn))
		return -EINVAL;
	set_drivers(directive->fake, &words, &device);
	if (device.driver != NO_DRIVER && !fake_has_driver(directive->fake, device.driver))
		return directive_fail(directive, "driver= names a driver that is not loaded");
	return fake_add_device(directive->fake, &device)
		       ? directive_fail(directive, "too many functions")
		       : 0;
}

void fake_exchange(struct fake *fake, const char *name)
{
	static const char alias[] = "pci:v00008086d000015F3sv00008086sd00000000bc02sc00i00\n";
	struct fake_device *device = fake_find_device(fake, name);
	char path[FAKE_PATH_SIZE];
	uint32_t file;

	if (!device)
		return;
	(void)snprintf(path, sizeof(path), "sys/devices/%.400s/modalias", device->path);
	if (!tree_find(&fake->tree, path, true, &file))
		tree_set_content(&fake->tree, file, alias, strlen(alias));
	device->host = fake_add_driver(fake, "igc", DRIVER_LOADED);
	fake_replug(fake, name);
}

/* block ADDRESS/REST MAJOR:MINOR, or block virtual/... MAJOR:MINOR: a disk or a partition */
int directive_block(struct directive *directive, char *rest)
{
	char *where = directive_word(&rest), *number = directive_word(&rest), *slash;
	char path[FAKE_PATH_SIZE], link[FAKE_PATH_SIZE];
	const struct fake_device *device;
	struct fake *fake = directive->fake;

	if (!number || !(slash = strchr(where, '/')))
		return directive_fail(directive, "block takes a path and MAJOR:MINOR");
	*slash = '\0';
	device = fake_find_device(fake, where);
	(void)snprintf(path, sizeof(path), "%.300s/%.150s", device ? device->path : where,
		       slash + 1);
	if (add_attribute(fake, path, "dev", number) < 0)
		return directive_fail(directive, "the device cannot be added");
	(void)snprintf(path, sizeof(path), "sys/devices/%.300s/%.150s",
		       device ? device->path : where, slash + 1);
	(void)snprintf(link, sizeof(link), "sys/dev/block/%s", number);
	add_relative_link(fake, link, path);
	(void)snprintf(link, sizeof(link), "sys/class/block/%s", strrchr(path, '/') + 1);
	add_relative_link(fake, link, path);
	return 0;
}

/* slaves NAME BELOW...: the devices below a device-mapper or md device */
int directive_slaves(struct directive *directive, char *rest)
{
	char *name = directive_word(&rest), *below;
	struct fake *fake = directive->fake;

	while (name && (below = directive_word(&rest))) {
		char path[FAKE_PATH_SIZE], link[FAKE_PATH_SIZE];
		uint32_t node;

		(void)snprintf(path, sizeof(path), "sys/class/block/%s", below);
		if (tree_find(&fake->tree, path, false, &node))
			return directive_fail(directive, "there is no such block device");
		/* class/block/X is ../../devices/...; slaves/X is at devices/virtual/block/NAME/ */
		(void)snprintf(path, sizeof(path), "sys/%.400s",
			       tree_content(&fake->tree, node) + strlen("../../"));
		(void)snprintf(link, sizeof(link), "sys/devices/virtual/block/%s/slaves/%s", name,
			       below);
		add_relative_link(fake, link, path);
	}
	return 0;
}
