// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A rule as a line of the configuration file.
 */
#include "host/config/add_line.h"

#include <string.h>

#include "core/identity.h"
#include "core/serial.h"

/* A name may contain anything; a comment must stay one line. */
static void write_name(struct machine *machine, const struct pci_device *device, struct text *out)
{
	char buffer[256];
	const char *name = machine_device_name(machine, &device->id, buffer, sizeof(buffer));

	if (!name)
		return;
	text_puts(out, "  # ");
	text_add_plain(out, name, strlen(name), "");
}

/* Whether one name describes everything that the selector takes. */
static bool has_one_name(const struct selector *selector)
{
	return selector_is_one_place(selector) ||
	       (selector->kind == SELECTOR_ID && selector->id.device != PCI_ANY);
}

/* Like a pin: such a line means the same card after any change to the machine. */
static void write_identity(const struct rule *rule, const struct pci_devices *devices,
			   const struct pci_device *device, struct text *out)
{
	uint64_t number = identity_serial(devices, device);
	char serial[SERIAL_SIZE];

	text_puts(out, " id=");
	selector_format_pair(device->id.vendor, device->id.device, out);
	if (rule->id.subvendor == PCI_ANY) {
		text_puts(out, " subsystem=");
		selector_format_pair(device->id.subvendor, device->id.subdevice, out);
	}
	if (rule->serial || !number)
		return;
	serial_format(number, serial);
	text_printf(out, " serial=%s", serial);
}

static void write_addition(const struct addition *addition, const struct pci_devices *devices,
			   const struct pci_device *device, struct text *out)
{
	const struct rule *rule = &addition->rule;
	const char *const *key;

	if (!addition->keys) {
		rule_format(rule, out);
		return;
	}
	text_puts(out, rule->exclude ? "!" : "");
	selector_format(&rule->selector, out);
	if (device && !rule->exclude && rule->id.vendor == PCI_ANY &&
	    rule->selector.kind == SELECTOR_ADDRESS && selector_is_one_place(&rule->selector))
		write_identity(rule, devices, device, out);
	for (key = addition->keys; *key; key++)
		text_printf(out, " %s", *key);
}

void addition_line(struct machine *machine, const struct addition *addition,
		   const struct pci_device *device, const char *more, struct text *out)
{
	write_addition(addition, &machine->inputs.devices, device, out);
	text_puts(out, more);
	if (device && has_one_name(&addition->rule.selector))
		write_name(machine, device, out);
}
