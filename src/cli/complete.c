// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind complete: what the shells offer after a verb, one per line: the word, a tab, and a
 * description. Prints no errors, since the user is typing a command.
 */
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "core/match.h"
#include "host/machine/machine.h"
#include "host/machine/viability.h"
#include "host/show/device_json.h"
#include "kernel/inputs.h"

static void print_word(const char *word, const char *about)
{
	print_plain("%s\t%s\n", word, about);
}

static void print_function(struct machine *machine, const struct pci_device *device)
{
	char address[PCI_ADDRESS_SIZE];
	struct text about = { 0 };

	pci_address_format(&device->address, address);
	describe_briefly(machine, device, &about);
	if (device->driver[0])
		text_printf(&about, " (%s)", device->driver);
	print_word(address, text_string(&about));
	text_free(&about);
}

static bool is_offered(const char *verb, const struct pci_device *device)
{
	if (pci_is_bridge(device))
		return false;
	if (!strcmp(verb, "release"))
		return driver_is_vfio(device->driver);
	return strcmp(verb, "bind") || !driver_is_vfio(device->driver);
}

static void print_functions(struct machine *machine, const char *verb)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (is_offered(verb, &devices->list[i]))
			print_function(machine, &devices->list[i]);
}

/* The selectors of the file that remove edits. */
static void print_rules(const struct machine *machine)
{
	size_t i;

	for (i = 0; i < machine->file_rules; i++) {
		const struct rule *rule = &machine->inputs.config.rules[i];
		struct text selector = { 0 }, place = { 0 };

		if (strcmp(rule->source.file, "/" CONFIG_PATH))
			continue;
		text_printf(&selector, "%s", rule->exclude ? "!" : "");
		selector_format(&rule->selector, &selector);
		text_printf(&place, "line %u", rule->source.line);
		print_word(text_string(&selector), text_string(&place));
		text_free(&selector);
		text_free(&place);
	}
}

enum status verb_complete(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	const struct cli_option table[] = {
		CLI_SYSROOT(sysroot),
		{ 0 },
	};
	struct machine machine;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r + 1 != argc)
		return r < argc ? refuse_argument(verb, argv[r + 1])
				: misuse(verb, "missing command name");
	status = STATUS_FAILED;
	if (!machine_open(&machine, sysroot)) {
		if (!strcmp(argv[r], "remove"))
			print_rules(&machine);
		else
			print_functions(&machine, argv[r]);
		status = fflush(stdout) ? STATUS_FAILED : STATUS_OK;
	}
	machine_close(&machine);
	return status;
}
