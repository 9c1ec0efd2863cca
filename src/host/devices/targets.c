// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From selectors to functions.
 */
#include "host/devices/targets.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "kernel/serial.h"

#define SOURCE_NAME "command line"

void chosen_free(struct chosen *chosen)
{
	free(chosen->config.rules);
	free(chosen->devices);
	selection_free(&chosen->selection);
	memset(chosen, 0, sizeof(*chosen));
}

/* The rule whose selector names the function; NULL: none. */
static const struct rule *find_rule(const struct selection *selection,
				    const struct pci_devices *devices,
				    const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < selection->count; i++)
		if (!selection->rules[i].exclude &&
		    rule_selects(&selection->rules[i], devices, device))
			return &selection->rules[i];
	return NULL;
}

/* The device is present: pin the rule to its ID so that the storage guard accepts it. */
static void add_target(struct chosen *chosen, const struct rule *rule,
		       const struct pci_device *device)
{
	struct rule *narrow = &chosen->config.rules[chosen->config.count];

	*narrow = *rule;
	narrow->source.file = SOURCE_NAME;
	narrow->selector = (struct selector){ .kind = SELECTOR_ADDRESS,
					      .id = PCI_ID_ANY,
					      .address = device->address };
	narrow->id = device->id;
	narrow->group = false;
	chosen->devices[chosen->config.count++] = device;
}

static int choose_targets(const struct pci_devices *devices, struct chosen *chosen)
{
	size_t i;

	chosen->config.rules = calloc(devices->count + 1, sizeof(*chosen->config.rules));
	chosen->devices = calloc(devices->count + 1, sizeof(*chosen->devices));
	if (!chosen->config.rules || !chosen->devices)
		return -ENOMEM;
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];
		const struct rule *rule = find_rule(&chosen->selection, devices, device);

		if (rule && !pci_is_bridge(device))
			add_target(chosen, rule, device);
	}
	return 0;
}

/* Whether each selector names something; otherwise complains about one that does not. */
static bool all_name_something(const struct selection *selection, const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < selection->count; i++) {
		struct text text = { 0 };

		if (selector_first(&selection->rules[i].selector, devices))
			continue;
		selector_format(&selection->rules[i].selector, &text);
		complain("%s matches no device in this machine; 'vfio-prebind groups' lists the "
			 "devices",
			 text_string(&text));
		text_free(&text);
		return false;
	}
	return true;
}

int chosen_read(const struct verb *verb, int argc, char **argv, int first, struct machine *machine,
		const struct selection_reach *reach, struct chosen *chosen, enum status *status)
{
	struct pci_devices *devices = &machine->inputs.devices;
	struct config named;
	struct text why = { 0 };
	int r;

	memset(chosen, 0, sizeof(*chosen));
	if (selection_read(verb, argc, argv, first, &chosen->selection, status))
		return -1;
	if (chosen->selection.rules[0].vfs.count) {
		*status = misuse(verb, "vfs= can only be used with add and remove");
		return -1;
	}
	*status = STATUS_FAILED;
	named = (struct config){ .rules = chosen->selection.rules,
				 .count = chosen->selection.count };
	if (serials_read(machine->fs, &named, devices, &machine->warnings))
		return -1;
	if (!all_name_something(&chosen->selection, devices))
		return -1;
	r = selection_expand(&chosen->selection, devices, reach, &why);
	if (!r)
		r = choose_targets(devices, chosen);
	chosen->config.headless = machine->inputs.config.headless;
	if (!r && !chosen->config.count) {
		text_puts(&why, "only bridges match, and bridges are never bound");
		r = -ENODEV;
	}
	if (r)
		complain("%s", why.length ? text_string(&why) : error_text(r));
	text_free(&why);
	return r ? -1 : 0;
}
