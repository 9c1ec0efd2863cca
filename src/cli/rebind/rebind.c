// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The code that bind and release share.
 */
#include "cli/rebind/rebind.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "cli/rebind/open_group.h"
#include "host/show/device_json.h"
#include "kernel/log.h"

#define HANDOVER_FORMAT 1

enum status handover_start(struct machine *machine)
{
	memset(machine, 0, sizeof(*machine));
	if (geteuid()) {
		complain("only root can bind and release devices");
		return STATUS_FAILED;
	}
	log_setup(false, LOG_LEVEL_WARNING);
	if (machine_open(machine, "/"))
		return STATUS_FAILED;
	if (machine->inputs.no_devices) {
		complain_all("error", &machine->inputs.errors);
		return STATUS_FAILED;
	}
	complain_all("warning", &machine->warnings);
	return STATUS_OK;
}

bool handover_refuses_needed(const struct machine *machine, const struct pci_device *device)
{
	const struct protected_device *needed =
		protection_of(&machine->protection, &device->address);
	char address[PCI_ADDRESS_SIZE];

	if (!needed)
		return false;
	pci_address_format(&device->address, address);
	complain("refused: %s: the host needs it for %s", address, needed->what);
	return true;
}

/* Whether an earlier one of the functions is in the same group. */
static bool is_repeated(const struct chosen *chosen, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (chosen->devices[i]->group == chosen->devices[index]->group)
			return true;
	return false;
}

bool handover_refuses_open(const struct machine *machine, const struct chosen *chosen)
{
	bool refused = false;
	size_t i;

	for (i = 0; i < chosen->config.count; i++) {
		const struct pci_device *device = chosen->devices[i];
		char address[PCI_ADDRESS_SIZE];
		struct text who = { 0 };

		if (!is_repeated(chosen, i) &&
		    group_is_open(machine->fs, &machine->inputs.devices, device->group, &who)) {
			pci_address_format(&device->address, address);
			complain("refused: %s: %s has its IOMMU group %d open; stop it first",
				 address, who.length ? text_string(&who) : "a virtual machine",
				 device->group);
			refused = true;
		}
		text_free(&who);
	}
	return refused;
}

void handover_hold_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &set, NULL); /* cannot fail with these arguments */
}

int handover_add(struct handover *handover, const struct pci_device *device, const char *word,
		 const char *driver, const char *why, bool is_problem)
{
	struct json_object *row = row_function(handover->machine, device);

	if (!handover->rows)
		handover->rows = json_object_new_array();
	if (!row || !handover->rows) {
		json_object_put(row);
		return -ENOMEM;
	}
	show_add_string(row, "outcome", word);
	show_add_string(row, "driver", driver);
	show_add_string(row, "driver_before", device->driver);
	show_add_string(row, "why", why);
	if (!handover->json) {
		row_add_brief(row, handover->machine, device);
		show_add_string(row, SHOW_MARK, is_problem ? "bad" : "good");
	}
	handover->has_problem |= is_problem;
	return json_object_array_add(handover->rows, row) ? -ENOMEM : 0;
}

static const struct column columns[] = {
	{ "ADDRESS", "address", COLUMN_PLAIN },  { "ID", "id", COLUMN_PLAIN },
	{ "NAME", "brief", COLUMN_NAME },        { "DRIVER", "driver", COLUMN_PLAIN },
	{ "WHAT WAS DONE", "why", COLUMN_WRAP }, { 0 },
};

static int show_as_json(struct handover *handover, enum status status)
{
	struct json_object *top = json_object_new_object();
	int r;

	if (!top)
		return -ENOMEM;
	json_object_object_add(top, "format", json_object_new_int(HANDOVER_FORMAT));
	json_object_object_add(top, "status", json_object_new_int((int)status));
	json_object_object_add(top, "devices", json_object_get(handover->rows));
	r = show_json(top);
	json_object_put(top);
	return r;
}

int handover_show(struct handover *handover, int error, enum status *status)
{
	enum status result = handover->has_problem ? STATUS_NOT_AS_CONFIGURED : STATUS_OK;
	int r = error;

	if (!r && handover->json)
		r = show_as_json(handover, result);
	else if (!r && handover->rows)
		r = show_table(handover->rows, columns);
	json_object_put(handover->rows);
	handover->rows = NULL;
	if (!r)
		*status = result;
	return r;
}
