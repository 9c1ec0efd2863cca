// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Combines the host and its next boot for the reading verbs.
 */
#include "host/machine/next_boot.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "core/identity.h"
#include "host/machine/iommu_next.h"
#include "host/machine/viability.h"
#include "host/sriov/sriov.h"
#include "kernel/inputs.h"

/* Functions that cannot be read now will not be readable then. */
static int add_scan_errors(const struct machine *machine, struct inputs *inputs)
{
	const struct diagnostics *errors = &machine->inputs.errors;
	size_t i;
	int r = 0;

	inputs->no_devices = machine->inputs.no_devices;
	for (i = machine->file_errors; !r && i < errors->count; i++)
		if (!strncmp(errors->list[i].file, "/sys/", strlen("/sys/")))
			r = diagnostics_add(&inputs->errors, errors->list[i].file, 0, 0,
					    errors->list[i].text);
	return r;
}

static int drop_groups(struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		devices->list[i].group = -1;
	return pci_devices_sort(devices);
}

/* The rules of an image, then those of the kernel command line. */
static int read_rules(struct next_boot *next_boot, struct inputs *inputs)
{
	const struct machine *machine = &next_boot->machine;
	int r = config_add_file(&inputs->config, &inputs->errors, "/" CONFIG_PATH,
				text_string(&next_boot->image), next_boot->image.length,
				CONFIG_IMAGE);

	next_boot->image_rules = inputs->config.count;
	/* no image is made of a configuration that cannot be read, and a plan promises nothing */
	inputs->incomplete = inputs->config.unreadable || machine->inputs.config.unreadable;
	return r ? r : machine_add_cmdline(machine, inputs);
}

/*
 * The text that an image would hold, as the boot stage reads it, on the functions as they will be
 * then: without the drivers that are modules, and without groups if the IOMMU will be off.
 */
static int read_as_boot_stage(struct next_boot *next_boot)
{
	const struct machine *machine = &next_boot->machine;
	struct inputs *inputs = &next_boot->inputs;
	int r = read_rules(next_boot, inputs);

	if (!r)
		r = add_scan_errors(machine, inputs);
	if (!r)
		r = machine_boot_devices(machine, &inputs->devices);
	if (!r && iommu_outlook(&next_boot->iommu) != IOMMU_WILL_BE_ON)
		r = drop_groups(&inputs->devices);
	return r ? r : identities_resolve(&inputs->config, &inputs->devices);
}

/*
 * One for each match of the decision: vfio-pci refuses a function without a group; what comes of
 * that is in src/kernel/execute.c. NULL: no memory.
 */
static struct outcome *predict(const struct next_boot *next_boot, const struct matches *matches)
{
	const struct iommu *iommu = &next_boot->iommu;
	struct outcome *outcomes = calloc(matches->count + 1, sizeof(*outcomes));
	size_t i;

	if (!iommu->groups && iommu_outlook(iommu) == IOMMU_WILL_BE_ON)
		return outcomes; /* the groups of the next boot are unknown */
	for (i = 0; outcomes && i < matches->count; i++) {
		const struct match *match = &matches->list[i];
		bool holds = match->rule->on_failure == ON_FAILURE_HOLD;

		if (match->verdict == VERDICT_WANTED && match->device->group < 0 &&
		    driver_is_vfio(match->rule->driver))
			outcomes[i] = (struct outcome){
				.state = holds ? OUTCOME_HELD : OUTCOME_RELEASED,
				.step = ACTION_PROBE,
				.error = -ENODEV,
			};
	}
	return outcomes;
}

/* Whether the match is about a function that comes later, and can be bound then. */
static bool comes_later(const struct next_boot *next_boot, const struct match *match)
{
	const struct machine *machine = &next_boot->machine;
	size_t index = (size_t)(match->device - next_boot->later_inputs.devices.list);
	const struct pci_device *device = &machine->inputs.devices.list[index];
	const struct late *late = machine_late(machine, device);

	return late && !late_is_behind_vmd(late, device) &&
	       (match->verdict != VERDICT_WANTED || rule_is_pinned(match->rule));
}

/* What is decided when each of them appears, with virtual functions by their physical ones. */
static int decide_later(struct next_boot *next_boot)
{
	struct inputs *later = &next_boot->later_inputs;
	struct matches *matches = &next_boot->later.matches;
	size_t i, count = 0;
	int r = read_rules(next_boot, later);

	if (!r)
		r = machine_later_devices(&next_boot->machine, &later->devices);
	if (!r && iommu_outlook(&next_boot->iommu) != IOMMU_WILL_BE_ON)
		r = drop_groups(&later->devices);
	if (!r)
		r = identities_resolve(&later->config, &later->devices);
	if (!r)
		r = sriov_add_rules(next_boot->machine.fs, later);
	later->cmdline.enable = next_boot->inputs.cmdline.enable;
	if (!r)
		r = decision_make(later, &next_boot->later);
	for (i = 0; !r && i < matches->count; i++)
		if (comes_later(next_boot, &matches->list[i]))
			matches->list[count++] = matches->list[i];
	matches->count = count;
	if (r)
		return r;
	next_boot->later_outcomes = predict(next_boot, matches);
	return next_boot->later_outcomes ? 0 : -ENOMEM;
}

static int decide(struct next_boot *next_boot)
{
	int r = decision_make(&next_boot->inputs, &next_boot->decision);

	if (r)
		return r;
	next_boot->outcomes = predict(next_boot, &next_boot->decision.matches);
	return next_boot->outcomes ? 0 : -ENOMEM;
}

static int work_out(struct next_boot *next_boot)
{
	int r = machine_write_image(&next_boot->machine, &next_boot->image, &next_boot->warnings);

	if (!r)
		r = read_as_boot_stage(next_boot);
	if (!r)
		r = decide(next_boot);
	return r ? r : decide_later(next_boot);
}

int next_boot_open(struct next_boot *next_boot, const char *sysroot)
{
	int r;

	memset(next_boot, 0, sizeof(*next_boot));
	r = machine_open(&next_boot->machine, sysroot);
	if (r)
		return r;
	iommu_read(next_boot->machine.fs, &next_boot->machine.inputs.devices,
		   &next_boot->machine.files, &next_boot->iommu);
	r = work_out(next_boot);
	if (r)
		complain("cannot determine what the next boot will do: %s", error_text(r));
	return r;
}

static void forget_later(struct next_boot *next_boot)
{
	free(next_boot->later_outcomes);
	next_boot->later_outcomes = NULL;
	decision_free(&next_boot->later);
	inputs_free(&next_boot->later_inputs);
	memset(&next_boot->later_inputs, 0, sizeof(next_boot->later_inputs));
}

int next_boot_as_configured(struct next_boot *next_boot)
{
	int r;

	if (next_boot->inputs.cmdline.enable)
		return 0;
	next_boot->inputs.cmdline.enable = true;
	decision_free(&next_boot->decision);
	free(next_boot->outcomes);
	next_boot->outcomes = NULL;
	r = decide(next_boot);
	if (r)
		return r;
	forget_later(next_boot);
	return decide_later(next_boot);
}

static void forget(struct next_boot *next_boot)
{
	free(next_boot->outcomes);
	next_boot->outcomes = NULL;
	decision_free(&next_boot->decision);
	forget_later(next_boot);
	inputs_free(&next_boot->inputs);
	text_free(&next_boot->image);
	diagnostics_free(&next_boot->warnings);
}

int next_boot_decide_again(struct next_boot *next_boot)
{
	forget(next_boot);
	memset(&next_boot->inputs, 0, sizeof(next_boot->inputs));
	return work_out(next_boot);
}

void next_boot_close(struct next_boot *next_boot)
{
	forget(next_boot);
	machine_close(&next_boot->machine);
}

const struct match *next_boot_match(const struct next_boot *next_boot,
				    const struct pci_address *address)
{
	const struct matches *matches = &next_boot->decision.matches;
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (!pci_address_compare(&matches->list[i].device->address, address))
			return &matches->list[i];
	return NULL;
}

const struct match *next_boot_match_late(const struct next_boot *next_boot,
					 const struct pci_device *device)
{
	const struct machine *machine = &next_boot->machine;
	const struct matches *matches = &next_boot->later.matches;
	size_t index = (size_t)(device - machine->inputs.devices.list), i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].device == &next_boot->later_inputs.devices.list[index])
			return &matches->list[i];
	return NULL;
}

static const struct outcome *outcome_of(const struct next_boot *next_boot,
					const struct match *match)
{
	return &next_boot->later_outcomes[match - next_boot->later.matches.list];
}

static bool is_bound_later(const struct next_boot *next_boot, const struct match *match)
{
	return match->verdict == VERDICT_WANTED &&
	       outcome_of(next_boot, match)->state == OUTCOME_OPEN;
}

const char *next_boot_word_late(const struct next_boot *next_boot, const struct match *match)
{
	if (is_bound_later(next_boot, match))
		return "later";
	return outcome_word(match, outcome_of(next_boot, match));
}

void next_boot_explain_late(const struct next_boot *next_boot, const struct match *match,
			    struct text *out)
{
	const struct machine *machine = &next_boot->machine;
	size_t index = (size_t)(match->device - next_boot->later_inputs.devices.list);

	outcome_explain(match, outcome_of(next_boot, match), out);
	if (!is_bound_later(next_boot, match))
		return;
	text_puts(out, " when it appears: it ");
	late_explain(machine_late(machine, &machine->inputs.devices.list[index]), out);
}

struct claim next_boot_claim(const struct next_boot *next_boot)
{
	const struct inputs *inputs = &next_boot->inputs;

	return (struct claim){ .is_configured = machine_is_configured(&next_boot->machine),
			       .config = &inputs->config,
			       .image_rules = next_boot->image_rules,
			       .devices = inputs->no_devices ? NULL : &inputs->devices };
}

bool next_boot_is_first_run(const struct next_boot *next_boot)
{
	return !next_boot->inputs.config.count && !next_boot->inputs.errors.count;
}
