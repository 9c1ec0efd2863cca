// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the machine for the verbs.
 */
#include "host/machine/machine.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "host/base/cli.h"
#include "host/base/sysroot.h"
#include "host/machine/route.h"
#include "host/machine/storage.h"
#include "kernel/inputs.h"
#include "kernel/pci_scan.h"

/* Of a list of names; that of 2026 has 1.4 MiB. */
#define NAMES_MAX ((off_t)16 * 1024 * 1024)

int machine_open(struct machine *machine, const char *sysroot)
{
	int r;

	memset(machine, 0, sizeof(*machine));
	machine->sysroot = sysroot;
	machine->is_captured = sysroot_is_captured(sysroot);
	r = sysroot_open(sysroot, &machine->fs);
	if (!r)
		r = inputs_read(machine->fs, CONFIG_HOST, &machine->inputs);
	if (!r)
		r = pci_read_all(machine->fs, &machine->inputs.devices, &machine->inputs.errors);
	if (!r)
		r = storage_find(machine->fs, &machine->protection, &machine->warnings);
	if (!r)
		r = route_find(machine->fs, &machine->routes);
	if (r)
		complain("cannot read %s: %s", sysroot, error_text(r));
	return r;
}

void machine_close(struct machine *machine)
{
	if (machine->names) {
		pci_cleanup(machine->names);
		cleanup_close_fd(&machine->names_fd);
	}
	protection_free(&machine->protection);
	protection_free(&machine->routes);
	diagnostics_free(&machine->warnings);
	inputs_free(&machine->inputs);
	fs_close(machine->fs);
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

/* libpci reads to the end, and unpacks what gzip(1) has packed. 0 or negative errno. */
static int check_list(int fd)
{
	unsigned char magic[2];
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	if (st.st_size > NAMES_MAX)
		return -EFBIG;
	if (pread(fd, magic, sizeof(magic), 0) == sizeof(magic) && magic[0] == 0x1f &&
	    magic[1] == 0x8b)
		return -EBADMSG;
	return 0;
}

/* A descriptor, since a path could lead out of the captured machine. 0 or negative errno. */
static int names_use_list(struct machine *machine, const char *place)
{
	char *path;
	int r;

	machine->names_fd = fs_open_file(machine->fs, place);
	if (machine->names_fd < 0)
		return machine->names_fd;
	r = check_list(machine->names_fd);
	if (r)
		return r;
	if (asprintf(&path, "/proc/self/fd/%d", machine->names_fd) < 0)
		return -ENOMEM;
	pci_set_name_list_path(machine->names, path, 1);
	machine->names->id_lookup_mode = PCI_LOOKUP_NO_HWDB;
	return 0;
}

/* A captured machine's own list, so that its names are not those of this machine. */
static void names_choose_list(struct machine *machine)
{
	static const char *const places[] = { "usr/share/misc/pci.ids",
					      "usr/share/hwdata/pci.ids" };
	int r = -ENOENT;
	size_t i;

	for (i = 0; machine->is_captured && r == -ENOENT && i < ARRAY_SIZE(places); i++) {
		r = names_use_list(machine, places[i]);
		if (r && r != -ENOENT)
			complain("warning: /%s: ignored: %s", places[i], error_text(r));
	}
}

struct pci_access *machine_names(struct machine *machine)
{
	if (machine->names)
		return machine->names;
	machine->names = pci_alloc();
	machine->names_fd = -1;
	/* pci_init() would set these, and end the program where there is no PCI bus */
	machine->names->error = names_fail;
	machine->names->warning = names_ignore;
	machine->names->debug = names_ignore;
	names_choose_list(machine);
	return machine->names;
}

const char *machine_device_name(struct machine *machine, const struct pci_id *id, char *out,
				size_t size)
{
	return pci_lookup_name(machine_names(machine), out, (int)size,
			       PCI_LOOKUP_VENDOR | PCI_LOOKUP_DEVICE, id->vendor, id->device);
}

const char *machine_class_name(struct machine *machine, uint32_t class, char *out, size_t size)
{
	return pci_lookup_name(machine_names(machine), out, (int)size, PCI_LOOKUP_CLASS,
			       class >> 8);
}

bool machine_driver_is_builtin(const struct machine *machine, const char *driver)
{
	char path[FS_PATH_SIZE];

	if (!*driver || fs_path(path, "sys/bus/pci/drivers/%s/module", driver))
		return false;
	return !fs_exists(machine->fs, path);
}

int machine_boot_devices(const struct machine *machine, struct pci_devices *out)
{
	const struct pci_devices *now = &machine->inputs.devices;
	struct pci_devices result = { .count = now->count };
	size_t i;
	int r;

	result.list = calloc(now->count + 1, sizeof(*result.list));
	if (!result.list)
		return -ENOMEM;
	if (now->count)
		memcpy(result.list, now->list, now->count * sizeof(*result.list));
	for (i = 0; i < result.count; i++)
		if (!machine_driver_is_builtin(machine, result.list[i].driver))
			result.list[i].driver[0] = '\0';
	r = pci_devices_sort(&result);
	if (r)
		pci_devices_free(&result);
	else
		*out = result;
	return r;
}

/* What could not be read of the functions will not be readable then. */
static int add_scan_errors(const struct machine *machine, struct inputs *next)
{
	const struct diagnostics *errors = &machine->inputs.errors;
	size_t i;
	int r = 0;

	next->no_devices = machine->inputs.no_devices;
	for (i = 0; !r && i < errors->count; i++)
		if (!strncmp(errors->list[i].file, "/sys/", strlen("/sys/")))
			r = diagnostics_add(&next->errors, errors->list[i].file, 0, 0,
					    errors->list[i].text);
	return r;
}

static int read_back(const struct machine *machine, const struct text *image, struct inputs *next)
{
	int r = config_add_file(&next->config, &next->errors, "/" CONFIG_PATH, text_string(image),
				image->length, CONFIG_IMAGE);

	/* what stands on the running command line counts again, as it will unless somebody edits it
	 */
	if (!r)
		r = inputs_read_cmdline(machine->fs, next);
	if (!r)
		r = add_scan_errors(machine, next);
	if (!r)
		r = machine_boot_devices(machine, &next->devices);
	return r;
}

int next_boot_decide(const struct machine *machine, struct inputs *next_inputs,
		     struct decision *decision, struct diagnostics *warnings)
{
	struct config config = { 0 };
	struct diagnostics bad = { 0 };
	struct inputs next = { 0 };
	struct text image = { 0 };
	int r = inputs_read_config(machine->fs, CONFIG_HOST, &config, &bad);

	if (!r)
		r = image_write(&config, &bad, &machine->inputs.devices, &machine->protection,
				&image, warnings);
	if (!r)
		r = read_back(machine, &image, &next);
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
