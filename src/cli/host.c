// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the machine for the verbs.
 */
#include "cli/host.h"

#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "core/error.h"
#include "kernel/inputs.h"
#include "kernel/storage.h"

int host_open(struct host *host, const char *sysroot)
{
	int r;

	memset(host, 0, sizeof(*host));
	host->sysroot = sysroot;
	host->is_captured = strcmp(sysroot, "/") != 0;
	r = fs_open(sysroot, &host->fs);
	if (!r)
		r = inputs_read(host->fs, CONFIG_HOST, &host->inputs);
	if (!r)
		r = storage_find(host->fs, &host->protection, &host->warnings);
	if (r)
		complain("cannot read %s: %s", sysroot, error_text(r));
	return r;
}

void host_close(struct host *host)
{
	if (host->names)
		pci_cleanup(host->names);
	protection_free(&host->protection);
	diagnostics_free(&host->warnings);
	inputs_free(&host->inputs);
	fs_close(host->fs);
}

static struct pci_access *host_names(struct host *host)
{
	if (!host->names)
		host->names = pci_alloc();
	return host->names;
}

const char *host_name(struct host *host, const struct pci_id *id, char *out, size_t size)
{
	return pci_lookup_name(host_names(host), out, (int)size,
			       PCI_LOOKUP_VENDOR | PCI_LOOKUP_DEVICE, id->vendor, id->device);
}

const char *host_class_name(struct host *host, uint32_t class, char *out, size_t size)
{
	return pci_lookup_name(host_names(host), out, (int)size, PCI_LOOKUP_CLASS, class >> 8);
}

bool host_driver_is_builtin(const struct host *host, const char *driver)
{
	char path[FS_PATH_SIZE];

	if (!*driver || fs_path(path, "sys/bus/pci/drivers/%s/module", driver))
		return false;
	return !fs_exists(host->fs, path);
}

/* The functions as the boot stage will find them. */
static int copy_devices(const struct host *host, struct pci_devices *out)
{
	const struct pci_devices *now = &host->inputs.devices;
	struct pci_devices result = { calloc(now->count + 1, sizeof(*result.list)), now->count };
	size_t i;

	if (!result.list)
		return -ENOMEM;
	if (now->count)
		memcpy(result.list, now->list, now->count * sizeof(*result.list));
	for (i = 0; i < result.count; i++)
		if (!host_driver_is_builtin(host, result.list[i].driver))
			result.list[i].driver[0] = '\0';
	*out = result;
	return 0;
}

/* What stands on the running command line counts again, as it will unless somebody edits it. */
static int add_cmdline_rules(const struct host *host, struct inputs *next)
{
	cleanup_free char *data = NULL;
	size_t length = 0;

	if (fs_read(host->fs, CMDLINE_PATH, CMDLINE_MAX, &data, &length))
		return 0; /* host_open() has said so */
	return cmdline_parse(data, length, &next->cmdline, &next->config, &next->errors);
}

static int read_back(const struct host *host, const struct text *image, struct inputs *next)
{
	int r = config_add_file(&next->config, &next->errors, "/" CONFIG_PATH, text_string(image),
				image->length, CONFIG_IMAGE);

	next->cmdline.enable = true;
	if (!r)
		r = add_cmdline_rules(host, next);
	if (!r)
		r = copy_devices(host, &next->devices);
	return r;
}

int host_next_boot(const struct host *host, struct inputs *next_inputs, struct decision *decision,
		   struct diagnostics *warnings)
{
	struct config config = { 0 };
	struct diagnostics bad = { 0 };
	struct inputs next = { 0 };
	struct text image = { 0 };
	int r = inputs_read_config(host->fs, CONFIG_HOST, &config, &bad);

	if (!r)
		r = image_write(&config, &bad, &host->inputs.devices, &host->protection, &image,
				warnings);
	if (!r)
		r = read_back(host, &image, &next);
	if (!r)
		r = decision_make(&next, decision);
	text_free(&image);
	config_free(&config);
	diagnostics_free(&bad);
	if (r) {
		inputs_free(&next);
		return r;
	}
	*next_inputs = next;
	return 0;
}
