// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the inputs of a decision. What they mean is decided in src/core.
 */
#include "kernel/inputs.h"

#include <errno.h>
#include <string.h>

#include "core/identity.h"
#include "kernel/block.h"
#include "kernel/pci_scan.h"
#include "kernel/serial.h"

#define BLOCK "sys/class/block"
#define RELEASE_PATH "proc/sys/kernel/osrelease"

int inputs_add_file(const char *name, int error, const char *data, size_t length,
		    enum config_dialect dialect, struct config *config, struct diagnostics *errors)
{
	if (error == -ENOENT)
		return 0;
	if (error == -ENOMEM)
		return error;
	if (error) {
		/* only a regular file can have rules that would be lost */
		config->unreadable |= error != -EISDIR && error != -EOPNOTSUPP;
		return diagnostics_add_error(errors, name, "cannot be read", error);
	}
	return config_add_file(config, errors, name, data, length, dialect);
}

static int read_file(struct fs *fs, const char *path, enum config_dialect dialect,
		     struct config *config, struct diagnostics *errors)
{
	cleanup_free char *data = NULL;
	char name[FS_PATH_SIZE];
	size_t length = 0;
	int r = fs_path(name, "/%s", path);

	if (!r)
		r = fs_read(fs, path, IMAGE_FILE_MAX, &data, &length);
	return inputs_add_file(name, r, data, length, dialect, config, errors);
}

bool drop_in_counts(const char *name, const char *suffix)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > strlen(suffix) &&
	       !strcmp(name + length - strlen(suffix), suffix);
}

static int read_drop_ins(struct fs *fs, enum config_dialect dialect, struct config *config,
			 struct diagnostics *errors)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, CONFIG_DIRECTORY, &names, &count);

	if (r == -ENOENT)
		return 0;
	if (r && r != -ENOMEM) {
		config->unreadable = true;
		return diagnostics_add_error(errors, "/" CONFIG_DIRECTORY, "cannot be listed", r);
	}
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!drop_in_counts(names[i], CONFIG_SUFFIX))
			continue;
		r = fs_path(path, CONFIG_DIRECTORY "/%s", names[i]);
		if (!r)
			r = read_file(fs, path, dialect, config, errors);
	}
	fs_free_names(names, count);
	return r;
}

int inputs_read_config(struct fs *fs, enum config_dialect dialect, struct config *config,
		       struct diagnostics *errors)
{
	int r = read_file(fs, CONFIG_PATH, dialect, config, errors);

	return r ? r : read_drop_ins(fs, dialect, config, errors);
}

static int exclude_function(void *data, const struct pci_address *address)
{
	struct inputs *inputs = data;

	return config_exclude(&inputs->config, CMDLINE_NAME, address);
}

/* "sda2", "cciss/c0d0": exists if its driver is built in, or on a running system. */
static int exclude_block(struct fs *fs, struct inputs *inputs, const char *name, size_t length)
{
	const struct block_visitor visitor = { .function = exclude_function, .data = inputs };
	char path[FS_PATH_SIZE];
	char *slash = path + strlen(BLOCK "/");
	int r = fs_path(path, BLOCK "/%.*s", (int)length, name);

	while (!r && (slash = strchr(slash, '/')))
		*slash = '!'; /* as in sysfs */
	if (!r)
		r = block_visit(fs, path, &visitor);
	if (!r || r == -ENOMEM || r == -ENOENT)
		return r == -ENOENT ? 0 : r;
	inputs->incomplete = true;
	return diagnostics_add_error(&inputs->errors, "/" BLOCK, "cannot be read", r);
}

/* A disk that the command line names is the host's, whatever a rule says. */
static int exclude_disk(struct fs *fs, struct inputs *inputs, const char *name, size_t length)
{
	struct pci_address address;
	size_t position = 0;
	int r = 0;

	while (!r && cmdline_next_function(name, length, &position, &address))
		r = exclude_function(inputs, &address);
	if (r || position || !length || name[0] == '.' || length >= FS_PATH_SIZE)
		return r;
	return exclude_block(fs, inputs, name, length);
}

static int exclude_disks(struct fs *fs, struct inputs *inputs, const char *text, size_t length)
{
	size_t position = 0, size;
	const char *name;
	int r = 0;

	while (!r && cmdline_next_device(text, length, &position, &name, &size))
		r = exclude_disk(fs, inputs, name, size);
	return r;
}

int inputs_add_cmdline(struct fs *fs, int error, const char *data, size_t length,
		       struct inputs *inputs)
{
	int r;

	inputs->cmdline.enable = true;
	if (error == -ENOMEM)
		return error;
	if (error) {
		inputs->incomplete = true; /* it may say vfio_prebind.enable=0 */
		return diagnostics_add_error(&inputs->errors, "/" CMDLINE_PATH, "cannot be read",
					     error);
	}
	r = cmdline_parse(data, length, &inputs->cmdline, &inputs->config, &inputs->errors);
	return r ? r : exclude_disks(fs, inputs, data, length);
}

int inputs_read_cmdline(struct fs *fs, struct inputs *inputs)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fs_read(fs, CMDLINE_PATH, CMDLINE_MAX, &data, &length);

	return inputs_add_cmdline(fs, r, data, length, inputs);
}

static int report_path(struct inputs *inputs, const struct selector *path, int error)
{
	struct text line = { 0 };
	int r;

	selector_format(path, &line);
	text_puts(&line, ": the device at this path cannot be read");
	r = text_error(&line);
	if (!r)
		r = diagnostics_add_error(&inputs->errors, "/sys/bus/pci/devices", line.data,
					  error);
	text_free(&line);
	return r;
}

static int report_group(struct inputs *inputs, int group, int error)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "/sys/kernel/iommu_groups/%d", group);

	return r ? r : diagnostics_add_error(&inputs->errors, path, "cannot be listed", error);
}

/* A "!" whose path cannot be followed would not apply. */
static int follow_path(struct fs *fs, struct inputs *inputs, const struct rule *rule,
		       const struct selector *path)
{
	int r = path->kind == SELECTOR_PATH ? pci_read_path(fs, &inputs->devices, path) : 0;

	if (!r || r == -ENOMEM)
		return r;
	inputs->incomplete |= rule->exclude;
	return report_path(inputs, path, r);
}

static int follow_paths(struct fs *fs, struct inputs *inputs, bool *has_paths, bool *has_cards)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < inputs->config.count; i++) {
		const struct rule *rule = &inputs->config.rules[i];
		const struct identity *identity = &rule->identity;

		*has_cards |= rule->serial || identity->is_set;
		*has_paths |= identity->is_set || rule->selector.kind == SELECTOR_PATH;
		r = follow_path(fs, inputs, rule, &rule->selector);
		if (!r && identity->is_set)
			r = follow_path(fs, inputs, rule, &identity->place);
	}
	return r;
}

/* After this the selectors name the functions where they are now. */
static int find_cards(struct fs *fs, struct inputs *inputs)
{
	struct pci_devices *devices = &inputs->devices;
	bool has_paths = false, has_cards = false;
	int r = follow_paths(fs, inputs, &has_paths, &has_cards);

	if (!r && has_paths)
		r = pci_devices_sort(devices);
	if (r || !has_cards)
		return r;
	r = serials_read(fs, &inputs->config, devices, &inputs->errors);
	if (!r)
		r = pci_devices_sort(devices);
	return r ? r : identities_resolve(&inputs->config, devices);
}

/*
 * Reads the rule's functions, and what is at its place although the conditions do not match; with
 * group=yes, notes which functions ask for their group.
 */
static int read_selected(struct fs *fs, struct inputs *inputs, const struct rule *rule, bool *asks)
{
	struct pci_devices *devices = &inputs->devices;
	struct pci_range range = selector_range(&rule->selector, devices);
	size_t i;
	int r = 0;

	for (i = 0; !r && i < range.count; i++) {
		const struct pci_device *device = pci_at(&range, i);
		size_t index = (size_t)(device - devices->list);

		if (!selector_matches(&rule->selector, devices, device) ||
		    (!rule_conditions_hold(rule, device) &&
		     !selector_is_one_place(&rule->selector)))
			continue;
		r = pci_read_function(fs, &devices->list[index], &inputs->errors);
		asks[index] |= rule->group;
	}
	return r;
}

/* Reads the members of each requested group, group by group. */
static int read_groups(struct fs *fs, struct inputs *inputs, const bool *asks)
{
	struct pci_devices *devices = &inputs->devices;
	struct pci_range all = pci_devices_all(devices, PCI_BY_GROUP);
	int group = -1, error = 0;
	size_t i;

	for (i = 0; i < all.count; i++) {
		size_t index = (size_t)(pci_at(&all, i) - devices->list);
		struct pci_device *device = &devices->list[index];

		if (!asks[index] || device->group < 0)
			continue;
		if (device->group != group) {
			group = device->group;
			error = pci_read_group(fs, devices, group, &inputs->errors);
			if (error == -ENOMEM || (error && report_group(inputs, group, error)))
				return -ENOMEM;
		}
		if (error)
			device->detail = PCI_DOUBTFUL;
	}
	return group < 0 ? 0 : pci_devices_sort(devices);
}

int inputs_read_details(struct fs *fs, struct inputs *inputs)
{
	struct pci_devices *devices = &inputs->devices;
	cleanup_free bool *asks = calloc(devices->count + 1, sizeof(*asks));
	size_t i;
	int r = asks ? find_cards(fs, inputs) : -ENOMEM;

	for (i = 0; !r && i < inputs->config.count; i++)
		r = read_selected(fs, inputs, &inputs->config.rules[i], asks);
	if (!r)
		r = pci_devices_sort(devices);
	return r ? r : read_groups(fs, inputs, asks);
}

int inputs_scan(struct fs *fs, struct inputs *inputs)
{
	int r = pci_scan(fs, &inputs->devices, &inputs->errors);

	if (!r || r == -ENOMEM)
		return r;
	inputs->no_devices = true;
	return diagnostics_add_error(&inputs->errors, "/sys/bus/pci/devices", "cannot be read", r);
}

int inputs_read_devices(struct fs *fs, struct inputs *inputs)
{
	int r = inputs_scan(fs, inputs);

	return r || inputs->no_devices ? r : inputs_read_details(fs, inputs);
}

void inputs_read_kernel(struct fs *fs, struct inputs *inputs)
{
	if (fs_read_attribute(fs, RELEASE_PATH, inputs->kernel, sizeof(inputs->kernel)))
		inputs->kernel[0] = '\0';
}

int inputs_read(struct fs *fs, enum config_dialect dialect, struct inputs *inputs)
{
	int r;

	memset(inputs, 0, sizeof(*inputs));
	r = inputs_read_config(fs, dialect, &inputs->config, &inputs->errors);
	inputs->incomplete = inputs->config.unreadable; /* it may have a "!" in it */
	if (!r)
		r = inputs_read_cmdline(fs, inputs);
	if (!r)
		r = inputs_read_devices(fs, inputs);
	inputs_read_kernel(fs, inputs);
	if (r)
		inputs_free(inputs);
	return r;
}
