// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What goes wrong in a guest with a function that is bound as configured, or why vfio-pci refuses
 * it.
 */
#include <string.h>

#include "core/cmdline.h"
#include "host/danger/danger.h"
#include "host/machine/framebuffer.h"
#include "host/machine/needs.h"
#include "host/machine/passthrough.h"
#include "host/machine/viability.h"
#include "host/sriov/sriov.h"

#define CURE_FRAMEBUFFER "add '" FRAMEBUFFER_OFF "' to the kernel command line"

static bool is_display(const struct pci_device *device)
{
	return device->class >> 16 == 0x03;
}

static void add_framebuffer(struct check *check, const struct match *match, const char *name)
{
	struct finding *finding = finding_add(check, match->rule, match->device);
	const char *release = check->machine->inputs.kernel;

	describe_taken(check, match, &finding->cause);
	if (name)
		text_printf(&finding->cause,
			    " has the firmware's framebuffer (%s) in its memory, and ", name);
	else
		text_puts(&finding->cause, " is the boot GPU and will have the firmware's "
					   "framebuffer in its memory, if there is one; ");
	if (match->device->class >> 8 == 0x0300)
		text_printf(&finding->cause, "vfio-pci of the kernel %s leaves it there", release);
	else
		text_puts(&finding->cause, "vfio-pci removes it from VGA controllers only");
	text_puts(&finding->cause, ": a guest cannot use that memory");
	text_puts(&finding->cure, CURE_FRAMEBUFFER);
}

/*
 * If a driver is bound to the GPU now, it has replaced the framebuffer, which the next boot has
 * again.
 */
void find_framebuffer(struct check *check)
{
	const struct machine *machine = check->machine;
	const struct config_file *next = config_files_find(&machine->files, CMDLINE_NAME);
	const char *name = NULL;
	const struct pci_device *holder = framebuffer_find(machine->fs, &check->devices, &name);
	size_t i;

	if (next && framebuffer_is_off(next->data, next->length))
		return;
	for (i = 0; i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = is_display(device) ? check_taken(check, device) : NULL;
		bool is_hidden = device->boot_vga && !holder &&
				 !driver_is_vfio(machine->inputs.devices.list[i].driver);

		if (!match || (device != holder && !is_hidden) ||
		    framebuffer_is_removed(machine->fs, machine->inputs.kernel, device))
			continue;
		add_framebuffer(check, match, device == holder ? name : NULL);
	}
}

void find_virtual_functions(struct check *check)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++) {
		const struct match *match = check_taken(check, &check->devices.list[i]);
		unsigned int count =
			match ? sriov_count(check->machine->fs, &match->device->address) : 0;
		struct finding *finding;

		if (!count)
			continue;
		finding = finding_add(check, match->rule, match->device);
		describe_taken(check, match, &finding->cause);
		text_printf(&finding->cause,
			    " has virtual functions (%u) now: the next boot binds it to vfio-pci "
			    "before they are created, so there will be none",
			    count);
		text_puts(&finding->cure, "to keep them, ");
		cure_by_excluding(match, &finding->cure);
	}
}

/* Another function on its bus that stays with the host: a reset of the bus would reset it too. */
static const struct pci_device *find_neighbour(const struct check *check,
					       const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < check->devices.count; i++)
		if (check->devices.list[i].parent == device->parent &&
		    !check_taken(check, &check->devices.list[i]))
			return &check->devices.list[i];
	return NULL;
}

static void add_no_reset(struct check *check, const struct match *match,
			 const struct pci_device *neighbour)
{
	struct finding *finding = finding_add(check, match->rule, match->device);

	text_puts(&finding->cause, "the kernel cannot reset ");
	describe_taken(check, match, &finding->cause);
	if (neighbour) {
		text_puts(&finding->cause, " without ");
		describe_device(neighbour, &finding->cause);
		text_puts(&finding->cause, ", which the host keeps");
	}
	text_puts(&finding->cause, ": a guest finds it as the previous one left it, and may not be "
				   "able to use it until a reboot");
	text_puts(&finding->cure, "test whether a guest can be started twice");
	if (neighbour && !machine_needs(check->machine, &neighbour->address, NULL)) {
		text_puts(&finding->cure, "; or run 'vfio-prebind add ");
		describe_device(neighbour, &finding->cure);
		text_puts(&finding->cure, "', if the host can do without it");
	}
}

void find_no_reset(struct check *check)
{
	bool is_known = has_any_reset(check->machine->fs, &check->devices);
	size_t i;

	for (i = 0; is_known && i < check->devices.count; i++) {
		const struct pci_device *device = &check->devices.list[i];
		const struct match *match = check_taken(check, device);
		const struct pci_device *neighbour;

		if (!match || has_reset(check->machine->fs, &device->address))
			continue;
		neighbour = device->parent >= 0 ? find_neighbour(check, device) : NULL;
		if (device->parent < 0 || neighbour)
			add_no_reset(check, match, neighbour);
	}
}
