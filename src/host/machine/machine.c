// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the machine for the verbs.
 */
#include "host/machine/machine.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "host/base/cli.h"
#include "host/machine/storage.h"
#include "kernel/inputs.h"
#include "kernel/pci_scan.h"

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
		r = pci_read_all(host->fs, &host->inputs.devices, &host->inputs.errors);
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

/* libpci calls this for a list of names that it cannot read, and must not get control back. */
static __attribute__((noreturn)) format_like(1, 2) void names_fail(char *format, ...)
{
	char message[256];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	complain("libpci cannot go on: %s", message);
	exit(STATUS_FAILED);
}

static format_like(1, 2) void names_ignore(char *format, ...)
{
	(void)format;
}

/* A captured machine's own list, so that its names are not those of this machine. */
static void names_choose_list(struct host *host)
{
	static const char *const places[] = { "usr/share/misc/pci.ids",
					      "usr/share/hwdata/pci.ids" };
	size_t i;

	for (i = 0; host->is_captured && i < ARRAY_SIZE(places); i++) {
		char *path;

		if (!fs_exists(host->fs, places[i]))
			continue;
		if (asprintf(&path, "%s/%s", host->sysroot, places[i]) < 0)
			return;
		pci_set_name_list_path(host->names, path, 1);
		host->names->id_lookup_mode = PCI_LOOKUP_NO_HWDB;
		return;
	}
}

struct pci_access *host_names(struct host *host)
{
	if (host->names)
		return host->names;
	host->names = pci_alloc();
	/* pci_init() would set these, and end the program where there is no PCI bus */
	host->names->error = names_fail;
	host->names->warning = names_ignore;
	host->names->debug = names_ignore;
	names_choose_list(host);
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

int host_boot_devices(const struct host *host, struct pci_devices *out)
{
	const struct pci_devices *now = &host->inputs.devices;
	struct pci_devices result = { .count = now->count };
	size_t i;
	int r;

	result.list = calloc(now->count + 1, sizeof(*result.list));
	if (!result.list)
		return -ENOMEM;
	if (now->count)
		memcpy(result.list, now->list, now->count * sizeof(*result.list));
	for (i = 0; i < result.count; i++)
		if (!host_driver_is_builtin(host, result.list[i].driver))
			result.list[i].driver[0] = '\0';
	r = pci_devices_sort(&result);
	if (r)
		pci_devices_free(&result);
	else
		*out = result;
	return r;
}

/* What could not be read of the functions will not be readable then. */
static int add_scan_errors(const struct host *host, struct inputs *next)
{
	const struct diagnostics *errors = &host->inputs.errors;
	size_t i;
	int r = 0;

	next->no_devices = host->inputs.no_devices;
	for (i = 0; !r && i < errors->count; i++)
		if (!strncmp(errors->list[i].file, "/sys/", strlen("/sys/")))
			r = diagnostics_add(&next->errors, errors->list[i].file, 0, 0,
					    errors->list[i].text);
	return r;
}

static int read_back(const struct host *host, const struct text *image, struct inputs *next)
{
	int r = config_add_file(&next->config, &next->errors, "/" CONFIG_PATH, text_string(image),
				image->length, CONFIG_IMAGE);

	/* what stands on the running command line counts again, as it will unless somebody edits it
	 */
	if (!r)
		r = inputs_read_cmdline(host->fs, next);
	if (!r)
		r = add_scan_errors(host, next);
	if (!r)
		r = host_boot_devices(host, &next->devices);
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
