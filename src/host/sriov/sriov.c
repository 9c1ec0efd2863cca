// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Attributes and links of physical and virtual functions.
 */
#include "host/sriov/sriov.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/outcome.h"
#include "kernel/pci_function.h"
#include "kernel/pci_scan.h"

static unsigned int read_number(struct fs *fs, const struct pci_address *address, const char *name)
{
	char path[FS_PATH_SIZE], value[8], *end;
	unsigned long count;

	if (pci_path(path, address, name) || fs_read_attribute(fs, path, value, sizeof(value)))
		return 0;
	count = strtoul(value, &end, 10);
	return *end || count > VFS_MAX ? 0 : (unsigned int)count;
}

unsigned int sriov_total(struct fs *fs, const struct pci_address *physical)
{
	return read_number(fs, physical, "/sriov_totalvfs");
}

unsigned int sriov_count(struct fs *fs, const struct pci_address *physical)
{
	return read_number(fs, physical, "/sriov_numvfs");
}

/* Both kinds of links are "../ADDRESS", or run through the buses if a virtual one has its own. */
static bool read_link(struct fs *fs, const struct pci_address *from, const char *name,
		      struct pci_address *address)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	const char *last;

	if (pci_path(path, from, name) || fs_read_link(fs, path, target, sizeof(target)))
		return false;
	last = strrchr(target, '/');
	last = last ? last + 1 : target;
	return !pci_address_parse(last, strlen(last), false, address);
}

bool sriov_find_virtual(struct fs *fs, const struct pci_address *physical, unsigned int index,
			struct pci_address *address)
{
	char name[sizeof("/virtfn") + 10];

	(void)snprintf(name, sizeof(name), "/virtfn%u", index);
	return read_link(fs, physical, name, address);
}

bool sriov_find_physical(struct fs *fs, const struct pci_address *address,
			 struct pci_address *physical)
{
	return read_link(fs, address, "/physfn", physical);
}

void sriov_explain(const struct match *physical, struct text *out)
{
	const struct outcome open = { 0 };

	outcome_explain(physical, &open, out);
	text_puts(out, ": vfs=");
	vfs_format(&physical->rule->vfs, out);
	text_printf(out, " for %s", physical->rule->driver);
}

/* As pinned as the rule of the physical function: by its card, or by an ID that it has. */
static struct identity identity_of(const struct rule *rule, const struct selector *place)
{
	if (!rule_is_pinned(rule))
		return (struct identity){ 0 };
	return (struct identity){
		.is_set = true, .fate = IDENTITY_FOUND, .place = *place, .was = place->address
	};
}

/* What is there is named with its ID, so that no guard takes it for a guess. */
static struct rule rule_of(const struct match *physical, const struct pci_device *device)
{
	struct rule rule = *physical->rule;

	rule.selector = (struct selector){ .kind = SELECTOR_ADDRESS,
					   .id = PCI_ID_ANY,
					   .address = device->address };
	rule.id = device->id;
	rule.class_digits = 0;
	rule.serial = 0;
	rule.vfs = (struct vfs){ 0 };
	rule.identity = identity_of(physical->rule, &rule.selector);
	return rule;
}

/* Adds to rules one for each. */
static int add_virtual(struct fs *fs, struct inputs *inputs, const struct match *physical,
		       struct config *rules)
{
	const struct vfs *vfs = &physical->rule->vfs;
	unsigned int i;
	int r = 0;

	for (i = 0; !r && i < vfs->count; i++) {
		const struct pci_device *found;
		struct pci_device *device;
		struct pci_address address;
		struct rule rule;

		if (!sriov_find_virtual(fs, &physical->device->address, i, &address))
			break;
		found = pci_devices_find(&inputs->devices, &address);
		if (!found || !vfs_has(vfs, i))
			continue;
		device = &inputs->devices.list[found - inputs->devices.list];
		r = pci_read_function(fs, device, &inputs->errors);
		rule = rule_of(physical, device);
		if (!r)
			r = config_add_rule(rules, &rule);
	}
	return r;
}

static int put_in_front(struct config *config, struct config *rules)
{
	struct config after = *config;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < after.count; i++)
		r = config_add_rule(rules, &after.rules[i]);
	if (r)
		return r;
	config->rules = rules->rules;
	config->count = rules->count;
	config->room = rules->room;
	rules->rules = after.rules;
	return 0;
}

bool sriov_is_asked_for(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].vfs.count)
			return true;
	return false;
}

int sriov_add_rules(struct fs *fs, struct inputs *inputs)
{
	struct matches matches = { 0 };
	struct config rules = { 0 };
	size_t i;
	int r;

	if (!sriov_is_asked_for(&inputs->config))
		return 0;
	/* virtual functions may have the ID of their physical one, which the rule means */
	r = matches_find(&inputs->config, &inputs->devices, &matches);
	for (i = 0; !r && i < matches.count; i++) {
		struct pci_device *device =
			&inputs->devices.list[matches.list[i].device - inputs->devices.list];

		if (matches.list[i].verdict != VERDICT_KEPT)
			continue;
		device->is_virtual = pci_is_virtual(fs, device);
		if (!device->is_virtual)
			r = add_virtual(fs, inputs, &matches.list[i], &rules);
	}
	matches_free(&matches);
	if (!r && rules.count)
		r = put_in_front(&inputs->config, &rules);
	config_free(&rules);
	return r ? r : pci_devices_sort(&inputs->devices);
}
