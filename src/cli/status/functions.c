// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Function by function: what is wanted, what there is, and why they differ. What is wanted is
 * the next boot's decision, what there is comes from sysfs, and why from the boot report.
 */
#include <errno.h>
#include <string.h>

#include "cli/status/cure.h"
#include "cli/status/status.h"
#include "host/machine/viability.h"
#include "host/show/device_json.h"
#include "host/show/table.h"
#include "host/sriov/sriov.h"

/* One function from each side. */
struct sides {
	const struct pci_device *now;
	const struct match *match;        /* the next boot's; NULL: no rule names it */
	const struct boot_device *booted; /* the last boot's; NULL: no word of it */
};

static bool was_bound(const struct boot_device *booted)
{
	return booted && (!strcmp(booted->outcome, "bound") || !strcmp(booted->outcome, "already"));
}

static bool is_wanted(const struct match *match)
{
	return match && (match->verdict == VERDICT_WANTED || match->verdict == VERDICT_ALREADY);
}

/* As the decision sees it: vfio-pci is right whatever the rule's driver is. */
static bool is_bound(const struct sides *sides)
{
	return !strcmp(sides->now->driver, RULE_DRIVER_DEFAULT) ||
	       !strcmp(sides->now->driver, sides->match->rule->driver);
}

static const char *why_not_bound(const struct status_view *view, const struct sides *sides)
{
	const char *refused = cure_refused(view, sides->now);

	if (refused)
		return refused;
	if (view->no_report == -ENOENT)
		return "the boot stage has not run in this boot";
	if (view->no_report)
		return "the boot report cannot be read";
	if (!view->booted.enabled)
		return "vfio_prebind.enable=0 was on the kernel command line";
	if (was_bound(sides->booted))
		return "bound at boot, given back since";
	if (sides->booted)
		return sides->booted->why;
	if (strcmp(view->booted.digest, claim_digest(&view->claim)) != 0)
		return "the booted image was built from another configuration";
	return "it appeared after the boot stage, and vfio-prebind-late has no report of it";
}

static void add_state(struct json_object *row, const char *state, const char *mark)
{
	show_add_string(row, "state", state);
	if (mark)
		show_add_string(row, SHOW_MARK, mark);
}

/* A function that a rule names and that will not be bound. */
static void add_unwanted(struct status_view *view, const struct sides *sides,
			 struct json_object *row)
{
	bool is_problem = verdict_is_problem(sides->match->verdict);
	const struct outcome open = { 0 };
	struct text why = { 0 };

	add_state(row, outcome_word(sides->match, &open), is_problem ? "bad" : NULL);
	outcome_explain(sides->match, &open, &why);
	row_add_text(row, "why", &why);
	view->is_problem |= is_problem;
}

static void add_bound(struct status_view *view, const struct sides *sides, struct json_object *row)
{
	const char *cure = cure_bound(view, sides->now);
	struct text why = { 0 };

	add_state(row, "bound", cure ? "bad" : "good");
	if (cure)
		text_puts(&why, cure);
	else
		describe_pin(sides->match->rule, &why);
	row_add_text(row, "why", &why);
	view->is_problem |= cure != NULL;
}

/* This boot has not tried it. */
static bool is_pending(const struct status_view *view, const struct sides *sides)
{
	return view->reboot_helps && (!sides->booted || !view->booted.enabled) &&
	       !cure_refused(view, sides->now);
}

static void add_comparison(struct status_view *view, const struct sides *sides,
			   struct json_object *row)
{
	show_add_string(row, "wanted", is_wanted(sides->match) ? sides->match->rule->driver : NULL);
	show_add_string(row, "driver", sides->now->driver);
	if (!sides->match && !driver_is_vfio(sides->now->driver)) {
		add_state(row, "not configured", NULL);
		show_add_string(row, "why", NULL);
	} else if (!sides->match) {
		add_state(row, "unlisted", "note");
		show_add_string(row, "why",
				was_bound(sides->booted) ? "bound at boot, but no rule names it now"
							 : "bound by hand: no rule names it");
	} else if (!is_wanted(sides->match)) {
		add_unwanted(view, sides, row);
	} else if (is_bound(sides)) {
		add_bound(view, sides, row);
	} else if (is_pending(view, sides)) {
		add_state(row, STATUS_WAITS, "note");
		show_add_string(row, "why", "takes effect at the next boot");
		view->is_pending = true;
	} else {
		add_state(row, "not bound", "bad");
		show_add_string(row, "why", why_not_bound(view, sides));
		view->is_problem = true;
	}
}

/*
 * A function that no boot stage binds, since it is not there then, but the program that runs
 * after it: what that did is in its report.
 */
static void add_late(struct status_view *view, const struct sides *sides, struct json_object *row)
{
	const struct match *match = sides->match;
	struct text why = { 0 };

	show_add_string(row, "wanted", match->rule->driver);
	show_add_string(row, "driver", sides->now->driver);
	if (is_bound(sides)) {
		add_state(row, "bound", "good");
		late_explain(machine_late(&view->next_boot.machine, sides->now), &why);
	} else if (is_pending(view, sides)) {
		add_state(row, STATUS_WAITS, "note");
		next_boot_explain_late(&view->next_boot, match, &why);
		view->is_pending = true;
	} else {
		add_state(row, "not bound", "bad");
		if (was_bound(sides->booted))
			text_puts(&why, "bound when it appeared, given back since");
		else
			text_puts(&why, why_not_bound(view, sides));
		view->is_problem = true;
	}
	row_add_text(row, "why", &why);
}

/* The virtual functions of a physical one: what the report says, or when they will be made. */
static void add_kept(struct status_view *view, const struct sides *sides, struct json_object *row)
{
	bool is_made = sides->booted && !strcmp(sides->booted->outcome, "kept");
	unsigned int count = sriov_count(view->next_boot.machine.fs, &sides->now->address);
	struct text why = { 0 };

	sriov_explain(sides->match, &why);
	show_add_string(row, "wanted", NULL);
	show_add_string(row, "driver", sides->now->driver);
	if (count == sides->match->rule->vfs.count) {
		add_state(row, "kept", "good");
	} else if (is_pending(view, sides) || (is_made && view->reboot_helps)) {
		add_state(row, STATUS_WAITS, "note");
		view->is_pending = true;
	} else {
		add_state(row, "kept", "bad");
		if (sides->booted && !is_made)
			text_printf(&why, "; %s", sides->booted->why);
		else
			text_printf(&why, "; it has %u now", count);
		view->is_problem = true;
	}
	row_add_text(row, "why", &why);
}

/* What no rule names and vfio-pci does not have is of interest to those who ask for it. */
static bool is_asked_for(const struct status_view *view, const struct pci_device *now)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;

	return filter_is_set(&view->filter) &&
	       (!pci_is_bridge(now) || filter_names(&view->filter, devices, now));
}

static int add_function(struct status_view *view, const struct pci_device *now,
			struct json_object *rows)
{
	const struct match *late = next_boot_match_late(&view->next_boot, now);
	const struct sides sides = { now,
				     late ? late : next_boot_match(&view->next_boot, &now->address),
				     boot_report_find(&view->booted, &now->address) };
	const struct rule *rule = sides.match ? sides.match->wanted_by : NULL;
	struct json_object *row;

	if (!sides.match && !driver_is_vfio(now->driver) && !is_asked_for(view, now))
		return 0;
	row = row_function(&view->next_boot.machine, now);
	if (!row || json_object_array_add(rows, row))
		return -ENOMEM;
	if (sides.match && sides.match->verdict == VERDICT_KEPT)
		add_kept(view, &sides, row);
	else if (late && is_wanted(late))
		add_late(view, &sides, row);
	else
		add_comparison(view, &sides, row);
	row_add_card(row, rule);
	row_add_rule(row, rule ? &rule->source : NULL);
	if (!view->json)
		row_add_brief(row, &view->next_boot.machine, now);
	return 0;
}

int status_add_functions(struct status_view *view, struct json_object *rows)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		int r = filter_shows(&view->filter, devices, &devices->list[i])
				? add_function(view, &devices->list[i], rows)
				: 0;

		if (r)
			return r;
	}
	return 0;
}

static bool group_is_wanted(const struct status_view *view, int group)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].group == group &&
		    filter_shows(&view->filter, devices, &devices->list[i]) &&
		    (is_wanted(next_boot_match(&view->next_boot, &devices->list[i].address)) ||
		     is_wanted(next_boot_match_late(&view->next_boot, &devices->list[i]))))
			return true;
	return false;
}

/* Whether a function of the group is given away, by a rule or by hand. */
static bool group_has_vfio(const struct status_view *view, int group)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].group == group && driver_is_vfio(devices->list[i].driver) &&
		    filter_shows(&view->filter, devices, &devices->list[i]))
			return true;
	return false;
}

/* Whether only functions that the next boot takes keep the group from being used now. */
static bool group_will_be_viable(const struct status_view *view, int group)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].group == group && device_blocks_group(&devices->list[i]) &&
		    !is_wanted(next_boot_match(&view->next_boot, &devices->list[i].address)))
			return false;
	return view->reboot_helps || group_is_viable(devices, group);
}

static int add_cure(struct status_view *view, int group, struct json_object *row)
{
	struct text cure = { 0 };
	int r = 0;

	if (!group_will_be_viable(view, group))
		r = cure_group(view, group, &cure);
	show_add_string(row, "cure", text_string(&cure));
	text_free(&cure);
	return r;
}

static int add_group(struct status_view *view, int group, struct json_object *rows)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	struct json_object *row = json_object_new_object(), *missing = json_object_new_array();
	size_t i;

	if (!row || !missing || json_object_array_add(rows, row)) {
		json_object_put(row);
		json_object_put(missing);
		return -ENOMEM;
	}
	json_object_object_add(row, "iommu_group", json_object_new_int(group));
	json_object_object_add(row, "viable",
			       json_object_new_boolean(group_is_viable(devices, group)));
	json_object_object_add(row, "viable_after_reboot",
			       json_object_new_boolean(group_will_be_viable(view, group)));
	json_object_object_add(row, "missing", missing);
	for (i = 0; i < devices->count; i++) {
		struct json_object *function;

		if (devices->list[i].group != group || !device_blocks_group(&devices->list[i]))
			continue;
		function = json_object_new_object();
		if (!function || json_object_array_add(missing, function))
			return -ENOMEM;
		row_add_address(function, "address", &devices->list[i].address);
		show_add_string(function, "driver", devices->list[i].driver);
	}
	return add_cure(view, group, row);
}

static void judge_group(struct status_view *view, int group)
{
	if (group_is_viable(&view->next_boot.machine.inputs.devices, group))
		return;
	if (group_will_be_viable(view, group))
		view->is_pending = true;
	else
		view->is_problem = true;
}

int status_add_groups(struct status_view *view, struct json_object *rows)
{
	const struct pci_devices *devices = &view->next_boot.machine.inputs.devices;
	size_t i, earlier;
	int r = 0;

	for (i = 0; !r && i < devices->count; i++) {
		int group = devices->list[i].group;

		for (earlier = 0; earlier < i; earlier++)
			if (devices->list[earlier].group == group)
				break;
		if (group < 0 || earlier < i)
			continue;
		if (group_is_wanted(view, group))
			judge_group(view, group);
		else if (!group_has_vfio(view, group))
			continue;
		r = add_group(view, group, rows);
	}
	return r;
}
