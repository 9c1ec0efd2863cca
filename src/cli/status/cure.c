// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For a group that rules want, the cure is that of check; for the rest, "bind".
 */
#include "cli/status/cure.h"

#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/machine/framebuffer.h"
#include "host/machine/needs.h"
#include "host/machine/viability.h"
#include "host/sriov/sriov.h"

const char *cure_bound(const struct status_view *view, const struct pci_device *device)
{
	const struct machine *machine = &view->next_boot.machine;
	const char *name;

	if (framebuffer_find(machine->fs, &machine->inputs.devices, &name) != device)
		return NULL;
	return "the framebuffer of the firmware is in its memory, which a guest cannot use: "
	       "add '" FRAMEBUFFER_OFF "' to the kernel command line and reboot";
}

const char *cure_refused(const struct status_view *view, const struct pci_device *device)
{
	if (!sriov_count(view->next_boot.machine.fs, &device->address))
		return NULL;
	return "vfio-pci refuses it as long as it has virtual functions: stop what makes them, and "
	       "reboot";
}

/* What check says of the group, if it does, and how that gets into the next boot. */
static void copy_finding(const struct status_view *view, const struct check *check, int group,
			 struct text *out)
{
	size_t i;

	for (i = 0; i < check->count && !out->length; i++) {
		const struct finding *finding = &check->list[i];
		const struct pci_device *device =
			finding->has_device ? pci_devices_find(&check->devices, &finding->device)
					    : NULL;

		if (device && device->group == group &&
		    !strcmp(finding->danger->code, "group-partial"))
			text_puts(out, text_string(&finding->cure));
	}
	if (out->length && view->next_boot.inputs.errors.count)
		text_puts(out, ", then fix the errors that 'vfio-prebind check' shows");
	if (out->length)
		text_puts(out, view->count ? ", then run 'vfio-prebind apply' and reboot"
					   : ", then rebuild the image that boots, and reboot");
}

static bool blocks(const struct pci_device *device, int group)
{
	return device->group == group && device_blocks_group(device) && !pci_is_bridge(device);
}

/* What has a host driver can be bound now, unless the host needs it. */
static void name_bindable(const struct status_view *view, int group, struct text *out)
{
	const struct machine *machine = &view->next_boot.machine;
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i, count = 0;

	for (i = 0; i < devices->count; i++) {
		if (!blocks(&devices->list[i], group))
			continue;
		if (machine_needs(machine, &devices->list[i].address, NULL)) {
			text_free(out);
			text_puts(out, "this host needs ");
			describe_device(&devices->list[i], out);
			text_puts(out, ": put the card into another slot");
			return;
		}
		if (cure_refused(view, &devices->list[i]))
			continue; /* which is said of the function */
		text_puts(out, count++ ? " " : "run 'vfio-prebind bind ");
		describe_device(&devices->list[i], out);
	}
	text_puts(out, count ? "'" : "");
}

int cure_group(struct status_view *view, int group, struct text *out)
{
	struct check check;
	int r = check_open(&check, &view->next_boot.machine, NULL);

	if (!r)
		r = check_run(&check, DANGER_TOLD_BY_ADD);
	if (!r)
		copy_finding(view, &check, group, out);
	if (!r && !out->length)
		name_bindable(view, group, out);
	check_close(&check);
	return r ? r : text_error(out);
}
