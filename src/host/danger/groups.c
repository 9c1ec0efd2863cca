// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of taking only a part of an IOMMU group.
 */
#include "host/danger/danger.h"
#include "host/machine/needs.h"
#include "host/machine/viability.h"

static bool is_missing(const struct check *check, const struct pci_device *device, int group)
{
	return device->group == group && !pci_is_bridge(device) && !check_taken(check, device);
}

/* The functions that keep the group from a guest. Returns their number. */
static size_t list_missing(const struct check *check, int group, struct text *out)
{
	size_t i, count = 0;

	for (i = 0; i < check->devices.count; i++) {
		if (!is_missing(check, &check->devices.list[i], group))
			continue;
		text_puts(out, count++ ? ", " : "");
		describe_device(&check->devices.list[i], out);
	}
	return count;
}

/* Whether the host cannot spare the rest of the group: it needs it, or has no other GPU. */
static bool is_needed(const struct check *check, int group)
{
	const struct pci_device *chief;
	size_t i, left = check_count_left(check, &chief);

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];

		if (!is_missing(check, device, group))
			continue;
		if (machine_needs(check->machine, &device->address, NULL) ||
		    (pci_is_screen(device) && !check->config->headless && !--left))
			return true;
	}
	return false;
}

static void describe_partial(const struct check *check, const struct match *match,
			     const struct text *missing, const struct pci_device *bridge,
			     struct text *out)
{
	describe_taken(check, match, out);
	text_printf(out, " shares IOMMU group %d with ", match->device->group);
	if (missing->length)
		text_printf(out, "%s, which no rule takes%s", text_string(missing),
			    bridge ? ", and with " : "");
	if (bridge) {
		text_puts(out, "the bridge ");
		describe_device(bridge, out);
		text_printf(out, ", which is bound to %s", bridge->driver);
	}
	text_puts(out, ": all devices of a group must be passed through together");
}

/* A rule for a place is removed whole: without one function it would still take the others. */
static void cure_by_leaving(const struct match *match, struct text *out)
{
	if (match->rule->selector.kind == SELECTOR_ID)
		cure_by_excluding(match, out);
	else
		cure_by_removing(match->rule, out);
}

/* There is no cure as long as the bridge is bound to that driver. */
static void cure_bridge(const struct check *check, const struct match *match,
			const struct pci_device *bridge, struct text *out)
{
	text_printf(out, "no guest gets the group while %s has ", bridge->driver);
	describe_device(bridge, out);
	text_puts(out, ": ");
	if (!machine_driver_is_builtin(check->machine, bridge->driver))
		text_printf(out,
			    "if the host can do without that driver, put 'blacklist %s' into "
			    "/etc/modprobe.d/vfio.conf, run 'vfio-prebind apply' and reboot; or ",
			    bridge->driver);
	text_puts(out, "put the card into another slot, or ");
	cure_by_leaving(match, out);
}

/*
 * A function that a rule leaves to the host, by "!" or by a condition that does not match: adding
 * it again changes nothing.
 */
static const struct match *find_left(const struct check *check, int group)
{
	const struct match *match = NULL;
	size_t i;

	for (i = 0; !match && i < check->devices.count; i++)
		if (is_missing(check, &check->devices.list[i], group))
			match = check_match(check, &check->devices.list[i]);
	return match;
}

static void cure_rule(const struct match *left, struct text *out)
{
	text_puts(out, "change the rule ");
	rule_format(left->rule, out);
	text_puts(out, " in ");
	if (left->rule->source.line)
		text_printf(out, "line %u of ", left->rule->source.line);
	text_printf(out, "%s, which leaves ", left->rule->source.file);
	describe_device(left->device, out);
	text_puts(out, " to the host, or ");
}

static void cure_partial(const struct check *check, const struct match *match, struct text *out)
{
	const struct match *left = find_left(check, match->device->group);

	if (is_needed(check, match->device->group)) {
		text_puts(out,
			  "the host needs the other devices: put the card into another slot, or ");
	} else if (left) {
		cure_rule(left, out);
	} else {
		text_puts(out, "run 'vfio-prebind add --group ");
		describe_device(match->device, out);
		text_puts(out, "'");
		return;
	}
	cure_by_leaving(match, out);
}

static void add_partial(struct check *check, const struct match *match)
{
	int group = match->device->group;
	const struct pci_device *bridge =
		group_blocking_bridge(&check->machine->inputs.devices, group);
	struct text missing = { 0 };

	if (list_missing(check, group, &missing) || bridge) {
		struct finding *finding = finding_add(check, match->rule, match->device);

		describe_partial(check, match, &missing, bridge, &finding->cause);
		if (bridge)
			cure_bridge(check, match, bridge, &finding->cure);
		else
			cure_partial(check, match, &finding->cure);
	}
	if (text_error(&missing))
		check->error = text_error(&missing);
	text_free(&missing);
}

/* The function of the group to report: one that the change takes, or the first one taken. */
static const struct match *find_blamed(const struct check *check, int group)
{
	const struct match *first = NULL;
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = device->group == group ? check_taken(check, device)
								   : NULL;

		if (match && check_is_newly_taken(check, match))
			return match;
		first = first ? first : match;
	}
	return first;
}

/* Each group once. */
void find_group_partial(struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = device->group >= 0 ? find_blamed(check, device->group)
							       : NULL;

		if (match && match->device == device)
			add_partial(check, match);
	}
}
