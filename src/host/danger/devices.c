// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of taking a function that the host needs, or only a part of what belongs together.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/image/protection.h"
#include "host/machine/needs.h"
#include "host/machine/viability.h"
#include "kernel/inputs.h"

size_t check_count_left(const struct check *check, const struct pci_device **chief)
{
	size_t i, left = 0;

	*chief = NULL;
	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];

		if (!pci_is_screen(device))
			continue;
		if (!*chief || device->boot_vga)
			*chief = device;
		left += !check_taken(check, device);
	}
	return left;
}

/* One that is about to be taken; NULL: none is. */
static const struct match *find_new_screen(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = pci_is_screen(device) ? check_taken(check, device)
								  : NULL;

		if (match && check_is_newly_taken(check, match))
			return match;
	}
	return NULL;
}

/* " (0000:0a:00.0 is taken by /etc/vfio-prebind.conf:6)" for each of the others. */
static void describe_other_screens(const struct check *check, struct text *out)
{
	const char *before = " (";
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = pci_is_screen(device) ? check_taken(check, device)
								  : NULL;

		if (!match || check_is_newly_taken(check, match))
			continue;
		text_puts(out, before);
		describe_device(device, out);
		text_printf(out, " is already listed, %s", match->rule->source.file);
		if (match->rule->source.line)
			text_printf(out, ":%u", match->rule->source.line);
		before = ", ";
	}
	if (*before == ',')
		text_puts(out, ")");
}

void find_only_gpu(struct check *check)
{
	const struct pci_device *chief;
	size_t left = check_count_left(check, &chief);
	const struct match *match = chief ? check_taken(check, chief) : NULL;
	const struct match *newly = find_new_screen(check);
	struct finding *finding;

	if (left || !match || check->config->headless)
		return;
	if (check->before && !newly)
		return; /* no change */
	match = newly ? newly : match;
	finding = finding_add(check, match->rule, match->device);
	describe_taken(check, match, &finding->cause);
	text_puts(&finding->cause, " would leave the host without a GPU");
	if (newly)
		describe_other_screens(check, &finding->cause);
	cure_by_excluding(match, &finding->cure);
	text_puts(&finding->cure, ", or, if this host needs no GPU, put 'set headless=yes' into "
				  "/" CONFIG_PATH "; to recover after a reboot, boot with "
				  "vfio_prebind.enable=0 on the kernel command line");
}

void find_boot_vga(struct check *check)
{
	const struct pci_device *chief;
	size_t left = check_count_left(check, &chief);
	const struct match *match = chief && chief->boot_vga ? check_taken(check, chief) : NULL;
	struct finding *finding;

	if (!left || !match || check->config->headless)
		return;
	finding = finding_add(check, match->rule, chief);
	describe_taken(check, match, &finding->cause);
	text_puts(&finding->cause, " is the boot GPU: its display freezes when vfio-pci takes it");
	text_puts(&finding->cure, "select another primary GPU in the firmware setup, or ");
	cure_by_excluding(match, &finding->cure);
}

bool check_must_stay(const struct check *check, const struct pci_device *device)
{
	const struct pci_device *chief;

	return machine_needs(check->machine, &device->address, NULL) ||
	       (pci_is_screen(device) && !check->config->headless &&
		check_count_left(check, &chief) == 1 && !check_taken(check, device));
}

/* What the rule would take, and why it is left out of the images. */
static struct finding *add_refused(struct check *check, const struct rule *rule,
				   const struct pci_address *taken, const char *why,
				   const char *what)
{
	struct finding *finding =
		finding_add(check, rule, pci_devices_find(&check->devices, taken));
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(taken, address);
	rule_format(rule, &finding->cause);
	text_printf(&finding->cause, " would take %s, which this host %s for ", address, why);
	text_add_plain(&finding->cause, what, strlen(what), "");
	text_puts(&finding->cause, ": the rule is left out of the images");
	cure_by_removing(rule, &finding->cure);
	return finding;
}

static void add_mounted(struct check *check, const struct rule *rule,
			const struct protected_device *device)
{
	struct finding *finding = add_refused(check, rule, &device->address, "needs", device->what);
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	/* "!" for a place does not save a rule by ID, and a group is passed through whole */
	if (rule->selector.kind != SELECTOR_ID && !rule->group &&
	    !selector_is_one_place(&rule->selector))
		text_printf(&finding->cure,
			    ", or 'vfio-prebind add \\!%s' to exclude only that one", address);
}

static void add_doubtful(struct check *check, const struct rule *rule,
			 const struct pci_device *device)
{
	struct finding *finding = add_refused(check, rule, &device->address, "may need",
					      check->machine->protection.unlocated.list[0].file);

	text_puts(&finding->cure, ", then 'vfio-prebind add ");
	describe_device(device, &finding->cure);
	text_puts(&finding->cure, "' if no disk of this host is on it");
}

/* A line with serial= names its card wherever it is; the "!" for what the host needs wins. */
static void add_kept(struct check *check, const struct match *match)
{
	const struct protected_device *needed =
		protection_of(&check->machine->protection, &match->device->address);
	struct finding *finding;

	if (match->verdict != VERDICT_EXCLUDED || match->rule || !needed ||
	    check_has_reported(check, match->wanted_by, &needed->address))
		return;
	finding = finding_add(check, match->wanted_by, match->device);
	rule_format(match->wanted_by, &finding->cause);
	text_puts(&finding->cause, " names the card at ");
	describe_device(match->device, &finding->cause);
	text_puts(&finding->cause, ", which this host needs for ");
	text_add_plain(&finding->cause, needed->what, strlen(needed->what), "");
	text_puts(&finding->cause, ": it is never bound");
	cure_by_removing(match->wanted_by, &finding->cure);
}

void find_mounted(struct check *check)
{
	const struct protection *protection = &check->machine->protection;
	const struct config *now = &check->recalled.now;
	size_t i;

	for (i = 0; i < check->recalled.written.count; i++) {
		const struct rule *rule = check->recalled.of[i];
		const struct protected_device *device =
			protection_find(protection, now, &check->devices, &now->rules[i]);
		const struct pci_device *doubtful =
			protection_find_doubtful(protection, now, &check->devices, &now->rules[i]);

		if (device && !check_has_reported(check, rule, &device->address))
			add_mounted(check, rule, device);
		else if (!device && doubtful &&
			 !check_has_reported(check, rule, &doubtful->address))
			add_doubtful(check, rule, doubtful);
	}
	for (i = 0; i < check->taken.count; i++)
		add_kept(check, &check->taken.list[i]);
}

void find_disks_unknown(struct check *check)
{
	const struct diagnostics *unlocated = &check->machine->protection.unlocated;
	size_t i;

	for (i = 0; check_has_rules(check) && i < unlocated->count; i++) {
		struct finding *finding = finding_add(check, NULL, NULL);

		text_printf(&finding->cause,
			    "%s: %s; rules by ID, class or group bind no storage controller",
			    unlocated->list[i].file, unlocated->list[i].text);
		text_puts(&finding->cure, "list storage controllers for guests by address");
	}
}

void find_default_route(struct check *check)
{
	const struct protection *routes = &check->machine->routes;
	size_t i;

	for (i = 0; i < routes->count; i++) {
		const struct pci_device *device =
			pci_devices_find(&check->devices, &routes->list[i].address);
		const struct match *match = device ? check_taken(check, device) : NULL;
		struct finding *finding;

		if (!match)
			continue;
		finding = finding_add(check, match->rule, device);
		describe_taken(check, match, &finding->cause);
		text_printf(
			&finding->cause,
			" carries the default route through %s: the host would lose its network",
			routes->list[i].what);
		cure_by_excluding(match, &finding->cure);
	}
}

static void add_builtin(struct check *check, const struct match *match)
{
	struct finding *finding = finding_add(check, match->rule, match->device);

	describe_taken(check, match, &finding->cause);
	text_printf(&finding->cause, " is bound to %s, which is built into the kernel",
		    match->device->driver);
	if (match->verdict == VERDICT_BUSY) {
		finding->severity = SEVERITY_ERROR;
		text_puts(&finding->cause, ", and take-builtin=no keeps it there");
		text_puts(&finding->cure, "remove take-builtin=no from the configuration, or ");
		cure_by_excluding(match, &finding->cure);
		return;
	}
	text_puts(&finding->cause, "; the boot stage unbinds it");
	text_puts(&finding->cure, "after the next boot, check with 'vfio-prebind status' that the "
				  "driver has released it");
}

void find_builtin_driver(struct check *check)
{
	size_t i;

	for (i = 0; i < check->taken.count; i++) {
		const struct match *match = &check->taken.list[i];

		if (match->device->driver[0] &&
		    (match->verdict == VERDICT_BUSY || match->verdict == VERDICT_WANTED))
			add_builtin(check, match);
	}
}
