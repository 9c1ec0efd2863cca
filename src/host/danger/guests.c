// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in guest definitions, which contain addresses: what the host needs, and cards that have
 * moved.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/guests/libvirt.h"
#include "host/guests/proxmox.h"
#include "host/machine/needs.h"

void check_guests(struct check *check)
{
	struct guests *guests = &check->guests;

	if (check->has_guests)
		return;
	check->has_guests = true;
	if (libvirt_read(check->machine->fs, guests) || proxmox_read(check->machine->fs, guests))
		check->error = -ENOMEM;
}

/* A finding at the line with the address. */
static struct finding *add_guest(struct check *check, const struct guest_device *guest,
				 const struct pci_device *device)
{
	struct finding *finding = finding_add(check, NULL, device);

	finding->file = strdup(guest->file);
	finding->text = strdup(guest->text);
	if (!finding->file || !finding->text)
		check->error = -ENOMEM;
	finding->line = guest->line;
	finding->column = guest->column;
	text_printf(&finding->cause, "the guest %s ", guest->guest);
	return finding;
}

/* Quotes a word for a shell. */
static void quote_word(const char *word, size_t length, struct text *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789,.:=/_+-";
	size_t i;

	for (i = 0; i < length; i++) {
		if (!memchr(plain, word[i], strlen(plain)))
			text_puts(out, "\\");
		text_add(out, &word[i], 1);
	}
}

static void cure_libvirt(const struct guest_device *guest, struct text *out)
{
	text_puts(out, "run 'virsh edit ");
	quote_word(guest->guest, strlen(guest->guest), out);
	text_puts(out, "'");
}

/* How to remove the function from the guest, by the tool that manages it. */
static void cure_by_dropping(const struct guest_device *guest, struct text *out)
{
	if (!guest->option) {
		cure_libvirt(guest, out);
		text_puts(out, " and remove the device");
	} else {
		text_printf(out, "run 'qm set %s --delete %s'", guest->guest, guest->option);
	}
}

static void add_needed(struct check *check, const struct guest_device *guest,
		       const struct pci_device *device)
{
	struct text what = { 0 };

	if (machine_needs(check->machine, &device->address, &what)) {
		struct finding *finding = add_guest(check, guest, device);

		text_puts(&finding->cause, "takes ");
		describe_device(device, &finding->cause);
		text_puts(&finding->cause, " when it starts, which this host needs for ");
		text_add_plain(&finding->cause, text_string(&what), what.length, "");
		cure_by_dropping(guest, &finding->cure);
	}
	if (text_error(&what))
		check->error = text_error(&what);
	text_free(&what);
}

void find_guest_takes_needed(struct check *check)
{
	size_t i, k;

	check_guests(check);
	for (i = 0; i < check->guests.count; i++)
		for (k = 0; check->guests.list[i].is_managed && k < check->devices.count; k++)
			if (guest_device_is(&check->guests.list[i], &check->devices,
					    &check->devices.list[k]))
				add_needed(check, &check->guests.list[i], &check->devices.list[k]);
}

/* The address as the definition spells it, up to its end in the line. */
static size_t spelled_length(const struct guest_device *guest)
{
	return strspn(guest->text + guest->column - 1, "0123456789abcdefABCDEF:.");
}

/* Without the function, if the guest has the whole slot. */
static void describe_address(const struct guest_device *guest, const struct pci_address *address,
			     struct text *out)
{
	char text[PCI_ADDRESS_SIZE];

	pci_address_format(address, text);
	if (guest->address.function == PCI_ANY)
		*strrchr(text, '.') = '\0';
	text_puts(out, text);
}

/* The option as it is, with another address. */
static void cure_option(const struct guest_device *guest, const struct pci_address *address,
			struct text *out)
{
	const char *value = strchr(guest->text, ':') + 1;
	const char *place = guest->text + guest->column - 1;
	const char *rest = place + spelled_length(guest);

	value += strspn(value, " \t");
	text_printf(out, "run 'qm set %s --%s ", guest->guest, guest->option);
	quote_word(value, (size_t)(place - value), out);
	describe_address(guest, address, out);
	quote_word(rest, strcspn(rest, " \t\r"), out);
	text_puts(out, "'");
}

static void cure_address(const struct guest_device *guest, const struct pci_address *address,
			 struct text *out)
{
	if (!guest->option) {
		cure_libvirt(guest, out);
		text_printf(out,
			    " and set domain='0x%04x' bus='0x%02x' slot='0x%02x' "
			    "function='0x%x'",
			    address->domain, address->bus, address->device,
			    (unsigned int)address->function);
	} else if (guest->mapping) {
		text_printf(out, "change the path of the mapping %s to ", guest->mapping);
		describe_address(guest, address, out);
		text_puts(out, " in Datacenter, Resource Mappings");
	} else {
		cure_option(guest, address, out);
	}
}

/* there: the function at that address; NULL: none that the guest's manager accepts. */
static void describe_meeting(const struct guest_device *guest, const struct pci_device *there,
			     struct text *out)
{
	if (!there) {
		text_puts(out, ": the guest will not start");
		return;
	}
	text_puts(out, guest->is_managed ? ": when it starts, it takes " : ": it gets ");
	selector_format_pair(there->id.vendor, there->id.device, out);
	text_puts(out, ", which is at that address now");
	if (!guest->is_managed)
		text_puts(out, ", if that is bound to vfio-pci");
	else if (there->driver[0])
		text_printf(out, ", from the driver %s", there->driver);
}

static void add_moved(struct check *check, const struct guest_device *guest,
		      const struct rule *rule)
{
	const struct pci_devices *now = &check->machine->inputs.devices;
	const struct pci_device *card = selector_first(&rule->selector, &check->devices);
	const struct pci_device *there = pci_devices_find(now, &rule->identity.was);
	struct finding *finding = add_guest(check, guest, card);

	if (there && !guest_device_is(guest, now, there))
		there = NULL;
	text_puts(&finding->cause, "names ");
	describe_address(guest, &rule->identity.was, &finding->cause);
	text_puts(&finding->cause, ", whose card has moved to ");
	describe_address(guest, &card->address, &finding->cause);
	describe_meeting(guest, there, &finding->cause);
	if (!there || !guest->is_managed)
		finding->severity = SEVERITY_WARNING;
	cure_address(guest, &card->address, &finding->cure);
}

/* The rule whose card was at the address, when that card is elsewhere now; NULL: there is none. */
static const struct rule *find_moved_rule(const struct check *check,
					  const struct guest_device *guest)
{
	size_t i;

	for (i = 0; i < check->next.count; i++) {
		const struct rule *rule = &check->next.rules[i];

		if (rule->identity.is_set && !rule->exclude &&
		    rule->identity.fate == IDENTITY_MOVED &&
		    !pci_address_compare(&guest->address, &rule->identity.was))
			return rule;
	}
	return NULL;
}

void find_guest_address(struct check *check)
{
	size_t i;

	check_guests(check);
	for (i = 0; i < check->guests.count; i++) {
		const struct rule *rule = find_moved_rule(check, &check->guests.list[i]);

		if (rule)
			add_moved(check, &check->guests.list[i], rule);
	}
}
