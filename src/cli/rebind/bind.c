// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind bind: does now what the boot stage does, for the named functions. Refuses what the
 * running host needs. src/kernel/execute.h does the work.
 */
#include <errno.h>
#include <string.h>

#include "cli/rebind/rebind.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/danger/danger.h"
#include "host/machine/viability.h"
#include "host/sriov/sriov.h"
#include "kernel/execute.h"

struct options {
	struct selection_reach reach;
	bool force;
	bool json;
};

/* The rule of the configuration that excludes the function; NULL: none. */
static const struct rule *find_exclusion(const struct inputs *inputs,
					 const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < inputs->config.count; i++)
		if (inputs->config.rules[i].exclude &&
		    rule_selects(&inputs->config.rules[i], &inputs->devices, device))
			return &inputs->config.rules[i];
	return NULL;
}

static bool refuse_excluded(const struct machine *machine, const struct pci_device *device)
{
	const struct rule *rule = find_exclusion(&machine->inputs, device);
	char address[PCI_ADDRESS_SIZE];
	struct text place = { 0 };

	if (!rule)
		return false;
	pci_address_format(&device->address, address);
	text_puts(&place, rule->source.file);
	if (rule->source.line)
		text_printf(&place, ":%u", rule->source.line);
	complain("refused: %s is excluded by %s", address, text_string(&place));
	text_free(&place);
	return true;
}

/* "refused", or with --force "warning". */
static bool object(bool force, const struct pci_device *device, const char *why)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	complain("%s: %s %s", force ? "warning" : "refused", address, why);
	return !force;
}

static bool refuse_function(const struct pci_device *device, const struct rule *rule, bool force)
{
	bool refused = false;

	if (device->boot_vga && *device->driver)
		refused |= object(force, device,
				  "is the boot GPU: its display may stay dark until the next boot");
	if (device->group < 0 && !strcmp(rule->driver, RULE_DRIVER_DEFAULT))
		refused |= object(force, device, "has no IOMMU group; see 'vfio-prebind iommu'");
	return refused;
}

/* vfio-pci refuses it itself, but says so only in the kernel log. */
static bool refuse_virtual(const struct machine *machine, const struct pci_device *device,
			   const struct rule *rule, bool force)
{
	if (!driver_is_vfio(rule->driver) || !sriov_count(machine->fs, &device->address))
		return false;
	return object(force, device,
		      "has virtual functions, with which vfio-pci refuses it: set its sriov_numvfs "
		      "to 0 first");
}

/*
 * What "add" refuses too: the only GPU, the default route. What the boot stage does not see is here
 * now.
 */
static bool refuse_dangers(struct machine *machine, const struct chosen *chosen, bool force)
{
	struct check check;
	size_t i;
	bool refused = false;
	int r = check_open(&check, machine, &chosen->config);

	if (!r)
		r = check_run(&check, DANGER_REFUSED_BY_ADD);
	for (i = 0; !r && i < check.count; i++) {
		if (!strcmp(check.list[i].danger->code, "not-at-boot"))
			continue;
		complain("%s: %s", force ? "warning" : "refused",
			 text_string(&check.list[i].cause));
		refused |= !force;
	}
	if (r)
		complain("cannot check for dangers: %s", error_text(r));
	check_close(&check);
	return refused || r;
}

/* An exclusion that cannot be read cannot be applied. */
static bool refuse_incomplete(const struct machine *machine, bool force)
{
	if (!machine->inputs.incomplete)
		return false;
	complain_all("warning", &machine->inputs.errors);
	complain("%s: part of the configuration could not be read and may exclude the functions",
		 force ? "warning" : "refused");
	return !force;
}

static bool is_refused(struct machine *machine, const struct chosen *chosen, bool force)
{
	bool refused = refuse_incomplete(machine, force);
	size_t i;

	for (i = 0; i < chosen->config.count; i++) {
		refused |= handover_refuses_needed(machine, chosen->devices[i]);
		refused |= refuse_excluded(machine, chosen->devices[i]);
		refused |= refuse_function(chosen->devices[i], &chosen->config.rules[i], force);
		refused |= refuse_virtual(machine, chosen->devices[i], &chosen->config.rules[i],
					  force);
	}
	refused |= handover_refuses_open(machine, chosen);
	if (!refused)
		refused = refuse_dangers(machine, chosen, force);
	if (refused)
		complain("nothing was done");
	return refused;
}

static int show_outcomes(struct machine *machine, const struct matches *matches,
			 const struct outcome *outcomes, bool json, enum status *status)
{
	struct handover handover = { .machine = machine, .json = json };
	size_t i;
	int r = 0;

	for (i = 0; !r && i < matches->count; i++) {
		const struct match *match = &matches->list[i];
		bool wanted = match->verdict == VERDICT_WANTED;
		struct text why = { 0 };

		outcome_explain(match, &outcomes[i], &why);
		r = handover_add(&handover, match->device, outcome_word(match, &outcomes[i]),
				 wanted ? outcomes[i].driver : match->device->driver,
				 text_string(&why), outcome_is_problem(match, &outcomes[i]));
		text_free(&why);
	}
	return handover_show(&handover, r, status);
}

static int bind_all(struct machine *machine, const struct chosen *chosen, bool json,
		    enum status *status)
{
	struct matches matches = { 0 };
	struct plan plan = { 0 };
	cleanup_free struct execution *execution = NULL;
	int r = matches_find(&chosen->config, &machine->inputs.devices, &matches);

	if (!r)
		r = plan_build(&matches, &plan);
	if (!r) {
		execution = calloc(1, execution_size(&matches));
		r = execution ? 0 : -ENOMEM;
	}
	if (!r) {
		handover_hold_signals();
		execution->fs = machine->fs;
		execution->matches = &matches;
		execution->plan = &plan;
		execution_run(execution);
		execution_conclude(execution);
		r = show_outcomes(machine, &matches, execution->outcomes, json, status);
	}
	plan_free(&plan);
	matches_free(&matches);
	return r;
}

enum status verb_bind(const struct verb *verb, int argc, char **argv)
{
	struct options options = { 0 };
	const struct cli_option table[] = {
		CHOSEN_REACH(options.reach),
		{ "force", NULL, "bind even what the host may need, except mounted filesystems",
		  NULL, &options.force },
		CLI_JSON(options.json),
		{ 0 },
	};
	struct chosen chosen = { 0 };
	struct machine machine;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	status = handover_start(&machine);
	if (!status &&
	    !chosen_read(verb, argc, argv, r, &machine, &options.reach, &chosen, &status)) {
		status = STATUS_FAILED;
		r = is_refused(&machine, &chosen, options.force)
			    ? 0
			    : bind_all(&machine, &chosen, options.json, &status);
		if (r)
			complain("bind failed: %s", error_text(r));
	}
	chosen_free(&chosen);
	machine_close(&machine);
	return status;
}
