// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind release: gives functions back to their host drivers, now. The next boot binds them
 * again as long as a rule says so.
 */
#include <errno.h>
#include <string.h>

#include "cli/rebind/rebind.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/machine/viability.h"
#include "kernel/pci_driver.h"
#include "kernel/log.h"
#include "kernel/modules.h"
#include "kernel/pci_function.h"

#define MODALIAS_SIZE 128

/* Whether it is not bound to a host driver: only such functions are unbound here. */
static bool is_away(const struct pci_device *device)
{
	return !*device->driver || driver_is_vfio(device->driver);
}

static bool is_refused(const struct machine *machine, const struct chosen *chosen)
{
	bool refused = handover_refuses_open(machine, chosen);
	size_t i;

	for (i = 0; i < chosen->config.count; i++)
		if (!is_away(chosen->devices[i]))
			refused |= handover_refuses_needed(machine, chosen->devices[i]);
	if (refused)
		complain("nothing was done");
	return refused;
}

static void log_module(void *data, int priority, const char *text)
{
	(void)data; /* the log has no state of its own */
	log_line(priority < LOG_LEVEL_INFO ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, "libkmod: %s",
		 text);
}

/* No driver has bound to it: the boot stage was faster, so the host driver may not be loaded. */
static int load_host_driver(struct fs *fs, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE], modalias[MODALIAS_SIZE];
	int r;

	pci_address_format(address, name);
	r = fs_path(path, "sys/bus/pci/devices/%s/modalias", name);
	if (!r)
		r = fs_read_attribute(fs, path, modalias, sizeof(modalias));
	return r ? r : module_load_alias(modalias, log_module, NULL);
}

/*
 * Clears the override first: a driver that is loaded meanwhile may bind at once, and keeps the
 * function.
 */
static int give_back(struct fs *fs, const struct pci_address *address, int *load_error)
{
	char driver[PCI_DRIVER_SIZE];
	int r = driver_release(fs, address);

	if (!r)
		r = pci_read_driver(fs, address, driver);
	if (!r && driver_is_vfio(driver)) {
		r = driver_unbind(fs, address, driver);
		if (!r)
			r = driver_release(fs, address);
		if (!r)
			r = pci_read_driver(fs, address, driver);
	}
	if (r || *driver)
		return r;
	*load_error = load_host_driver(fs, address);
	return driver_release(fs, address);
}

static void explain(const struct pci_device *device, const char *driver, int error, int load_error,
		    struct text *why)
{
	if (error)
		text_printf(why, "could not be released: %s", error_text(error));
	else if (driver_is_vfio(driver))
		text_printf(why,
			    "%s took it again: its ID is in ids= on the kernel command line or in "
			    "modprobe.d",
			    driver);
	else if (*driver)
		text_printf(why, "given back to %s", driver);
	else if (load_error == -ENOENT || !load_error)
		text_puts(
			why,
			"released; no host driver binds to it: none matches, or it is blacklisted");
	else
		text_printf(why, "released; its host driver cannot be loaded: %s",
			    error_text(load_error));
	if (*device->driver && strcmp(device->driver, driver))
		text_printf(why, ", taken from %s", device->driver);
}

static int release_one(struct handover *handover, const struct pci_device *device)
{
	struct fs *fs = handover->machine->fs;
	char driver[PCI_DRIVER_SIZE] = "";
	struct text why = { 0 };
	int load_error = 0, r;

	if (!is_away(device)) {
		text_printf(&why, "nothing to do: bound to its host driver %s", device->driver);
		r = handover_add(handover, device, "left", device->driver, text_string(&why),
				 false);
		text_free(&why);
		return r;
	}
	r = give_back(fs, &device->address, &load_error);
	if (pci_read_driver(fs, &device->address, driver))
		driver[0] = '\0';
	explain(device, driver, r, load_error, &why);
	r = handover_add(handover, device, r ? "stuck" : "released", driver, text_string(&why),
			 r || !*driver || driver_is_vfio(driver));
	text_free(&why);
	return r;
}

/* Warns that it lasts only until the next boot. */
static void tell_next_boot(const struct machine *machine, const struct chosen *chosen)
{
	const struct inputs *inputs = &machine->inputs;
	struct matches matches = { 0 };
	size_t i, j;

	if (matches_find(&inputs->config, &inputs->devices, &matches))
		return; /* a hint is no reason to fail */
	for (i = 0; i < chosen->config.count; i++)
		for (j = 0; j < matches.count; j++) {
			const struct match *match = &matches.list[j];
			char address[PCI_ADDRESS_SIZE];

			if (match->device != chosen->devices[i] ||
			    (match->verdict != VERDICT_WANTED && match->verdict != VERDICT_ALREADY))
				continue;
			pci_address_format(&match->device->address, address);
			complain("the next boot binds %s again: %s:%u", address,
				 match->rule->source.file, match->rule->source.line);
		}
	matches_free(&matches);
}

static int release_all(struct machine *machine, const struct chosen *chosen, bool json,
		       enum status *status)
{
	struct handover handover = { .machine = machine, .json = json };
	size_t i;
	int r = 0;

	handover_hold_signals();
	for (i = 0; !r && i < chosen->config.count; i++)
		r = release_one(&handover, chosen->devices[i]);
	return handover_show(&handover, r, status);
}

enum status verb_release(const struct verb *verb, int argc, char **argv)
{
	struct selection_reach reach = { 0 };
	bool json = false;
	const struct cli_option table[] = {
		CHOSEN_REACH(reach),
		CLI_JSON(json),
		{ 0 },
	};
	struct chosen chosen = { 0 };
	struct machine machine;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	status = handover_start(&machine);
	if (!status && !chosen_read(verb, argc, argv, r, &machine, &reach, &chosen, &status)) {
		status = STATUS_FAILED;
		r = is_refused(&machine, &chosen) ? 0
						  : release_all(&machine, &chosen, json, &status);
		if (r)
			complain("release failed: %s", error_text(r));
		else if (status != STATUS_FAILED)
			tell_next_boot(&machine, &chosen);
	}
	chosen_free(&chosen);
	machine_close(&machine);
	return status;
}
