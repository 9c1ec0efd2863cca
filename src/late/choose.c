// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boot stage's decision, narrowed to what came after it.
 */
#include "late/choose.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "core/identity.h"
#include "core/report.h"
#include "host/machine/boot_report.h"
#include "host/sriov/sriov.h"
#include "kernel/inputs.h"
#include "kernel/pci_function.h"
#include "late/in_use.h"
#include "late/report.h"

#define CONFIG REPORT_DIRECTORY "/" MEMORY_NAME

/* A function that is being removed cannot be read for a moment: then all is read again. */
#define PAUSES 3
#define PAUSE_NS 20000000L

struct search {
	struct fs *fs;
	const struct event *event;
	struct inputs *inputs;
	struct boot_report booted;
	struct late_reports reports;
	bool is_taken;     /* the event's function */
	bool wants_others; /* a rule may mean what it does not name */
	bool has_read;     /* the boot report; without one everything was there */
};

static const char not_pinned[] = "skipped: the rule is not pinned to a card; run 'vfio-prebind "
				 "apply' while the card is there";

static bool is_own(const struct search *search, const struct pci_device *device)
{
	return !pci_address_compare(&device->address, &search->event->address);
}

/*
 * Whether the rule may name the function, as far as IDs and addresses tell. Only then does it
 * matter which card it is: serial numbers are in configuration space, and reading that wakes a
 * card. Of a path nothing has been read yet: its last step tells.
 */
static bool may_name(const struct rule *rule, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	const struct selector *selector = &rule->selector;
	const struct pci_address *last;

	if (rule->identity.is_set)
		return identity_is_kind(rule, device);
	if (!pci_id_matches(&rule->id, &device->id))
		return false;
	if (selector->kind != SELECTOR_PATH)
		return selector_matches(selector, devices, device);
	last = &selector->below[selector->depth - 1];
	return last->device == device->address.device &&
	       (last->function == PCI_ANY || last->function == device->address.function);
}

static bool wants_any(const struct rule *rule)
{
	return !rule->exclude;
}

static bool wants_group(const struct rule *rule)
{
	return !rule->exclude && rule->group;
}

static bool wants_virtual(const struct rule *rule)
{
	return !rule->exclude && rule->vfs.count;
}

static bool wants_others(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (wants_group(&config->rules[i]) || wants_virtual(&config->rules[i]))
			return true;
	return false;
}

/* Whether a rule that wants this may name the function. */
static bool is_named(const struct inputs *inputs, const struct pci_device *device,
		     bool (*wants)(const struct rule *rule))
{
	const struct config *config = &inputs->config;
	size_t i;

	for (i = 0; i < config->count; i++)
		if (wants(&config->rules[i]) &&
		    may_name(&config->rules[i], &inputs->devices, device))
			return true;
	return false;
}

/* Also true if that cannot be read: then the decision is about it. */
static bool same_group(struct fs *fs, const struct pci_device *a, const struct pci_device *b)
{
	struct pci_device first = *a, second = *b;

	if (pci_read_iommu_group(fs, &first) || pci_read_iommu_group(fs, &second))
		return true;
	return first.group >= 0 && first.group == second.group;
}

/* The kernel gives a function its group before it sends the add event. */
static bool is_in_named_group(const struct search *search, const struct pci_device *device)
{
	const struct pci_devices *devices = &search->inputs->devices;
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (is_named(search->inputs, &devices->list[i], wants_group) &&
		    same_group(search->fs, &devices->list[i], device))
			return true;
	return false;
}

static bool is_of_named_physical(const struct search *search, const struct pci_device *device)
{
	const struct pci_device *physical;
	struct pci_address address;

	if (!sriov_find_physical(search->fs, &device->address, &address))
		return false;
	physical = pci_devices_find(&search->inputs->devices, &address);
	return physical && is_named(search->inputs, physical, wants_virtual);
}

static bool has_no_driver(struct fs *fs, const struct pci_device *device)
{
	char driver[PCI_DRIVER_SIZE];

	return !pci_read_driver(fs, &device->address, driver) && !*driver;
}

/* Treats an unknown function as seen: then its own event must say that it is new. */
static bool was_there_at_boot(struct search *search, const struct pci_device *device)
{
	if (!search->has_read && boot_report_read(search->fs, &search->booted))
		search->booted = (struct boot_report){ 0 };
	search->has_read = true;
	return !search->booted.seen_count || boot_report_saw(&search->booted, &device->address);
}

/*
 * Whether the event is the function's own, of the kernel. What the event of another function did
 * for it is no reason to leave it to a host driver that was faster.
 */
static bool is_arriving(const struct search *search, const struct pci_device *device)
{
	return is_own(search, device) && search->event->is_new && !search->event->is_bind;
}

static bool is_new(struct search *search, const struct pci_device *device)
{
	const struct pci_address *address = &device->address;

	if (is_arriving(search, device))
		return !search->is_taken;
	return !late_reports_have(&search->reports, address) &&
	       !was_there_at_boot(search, device) && has_no_driver(search->fs, device);
}

/* Meant by a rule that names it, or by what it belongs to. Asks sysfs only where that can be. */
static bool is_late(struct search *search, const struct pci_device *device)
{
	if (is_named(search->inputs, device, wants_any))
		return is_new(search, device);
	if (!search->wants_others || !is_new(search, device))
		return false;
	return is_in_named_group(search, device) || is_of_named_physical(search, device);
}

/* The number of them. */
static size_t find_late(struct search *search, bool *late)
{
	const struct pci_devices *devices = &search->inputs->devices;
	size_t i, count = 0;

	search->wants_others = wants_others(&search->inputs->config);
	for (i = 0; i < devices->count; i++) {
		late[i] = is_late(search, &devices->list[i]);
		count += late[i];
	}
	return count;
}

static int refuse(struct search *search, const struct match *match, struct text *why)
{
	const struct pci_device *device = match->device;

	if (!rule_is_pinned(match->rule))
		text_puts(why, not_pinned);
	else if (*device->driver)
		return in_use_find(search->fs, &device->address, why);
	return text_error(why);
}

/* Whether the match stays in the decision; why it is not to be taken is in *refusal. */
static int judge(struct search *search, struct match *match, struct text *refusal, bool *stays)
{
	struct text why = { 0 };
	int r = 0;

	*stays = true;
	if (match->verdict == VERDICT_WANTED)
		r = refuse(search, match, &why);
	if (why.length)
		match->verdict = VERDICT_BUSY;
	if (is_own(search, match->device))
		*refusal = why;
	else {
		*stays = match->verdict == VERDICT_WANTED && !*match->device->driver;
		text_free(&why);
	}
	return r;
}

/* What the event's function is, and what is to be done with those that were chosen. */
static int narrow(struct search *search, const bool *late, struct choice *choice)
{
	struct matches *matches = &choice->decision.matches;
	const struct pci_device *devices = choice->inputs.devices.list;
	size_t i, count = 0;
	int r = 0;

	for (i = 0; !r && i < matches->count; i++) {
		struct match match = matches->list[i];
		bool stays = late[match.device - devices];

		match.arriving = is_arriving(search, match.device);
		if (stays)
			r = judge(search, &match, &choice->refusal, &stays);
		if (stays)
			matches->list[count++] = match;
	}
	matches->count = count;
	plan_free(&choice->decision.plan);
	return r ? r : plan_build(matches, &choice->decision.plan);
}

/*
 * -ENOENT: nothing is taken after this boot. What is wrong in the rules was told by the boot stage,
 * and by whoever has changed them since.
 */
static int read_rules(struct fs *fs, struct inputs *inputs)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fs_read(fs, CONFIG, IMAGE_FILE_MAX, &data, &length);

	if (r == -ENOENT)
		return r;
	r = inputs_add_file("/" CONFIG, r, data, length, CONFIG_IMAGE, &inputs->config,
			    &inputs->errors);
	inputs->incomplete = inputs->config.unreadable; /* it may have a "!" in it */
	if (!r)
		r = inputs_read_cmdline(fs, inputs);
	if (!inputs->incomplete)
		diagnostics_free(&inputs->errors);
	return r;
}

static int choose(struct search *search, struct choice *choice)
{
	struct inputs *inputs = &choice->inputs;
	cleanup_free bool *late = calloc(inputs->devices.count + 1, sizeof(*late));
	int r;

	if (!late)
		return -ENOMEM;
	if (!find_late(search, late))
		return 0;
	r = inputs_read_details(search->fs, inputs);
	if (!r)
		r = sriov_add_rules(search->fs, inputs);
	if (!r)
		r = decision_make(inputs, &choice->decision);
	return r ? r : narrow(search, late, choice);
}

/* Gone, or another one is there instead. What could not be read may be there. */
static bool is_gone(const struct inputs *inputs, const struct event *event)
{
	const struct pci_device *device = pci_devices_find(&inputs->devices, &event->address);

	if (device)
		return !pci_id_matches(&event->id, &device->id);
	return !inputs->no_devices && !inputs->devices.is_partial;
}

static int choose_once(struct fs *fs, const struct event *event, struct choice *choice)
{
	struct inputs *inputs = &choice->inputs;
	struct search search = { .fs = fs, .event = event, .inputs = inputs };
	int r = read_rules(fs, inputs);

	if (r)
		return r == -ENOENT ? 0 : r;
	r = inputs_scan(fs, inputs);
	inputs_read_kernel(fs, inputs);
	if (!r)
		r = late_reports_list(fs, &search.reports);
	search.is_taken = late_is_taken(fs, &event->address);
	choice->is_over = !r && (search.is_taken || is_gone(inputs, event));
	if (!r && !inputs->no_devices)
		r = choose(&search, choice);
	late_reports_free(&search.reports);
	boot_report_free(&search.booted);
	return r;
}

typedef int choose_fn(struct fs *fs, const struct event *event, struct choice *choice);

static int choose_patiently(choose_fn *once, struct fs *fs, const struct event *event,
			    struct choice *choice)
{
	struct timespec pause = { .tv_nsec = PAUSE_NS };
	int pauses = 0, r;

	while (!(r = once(fs, event, choice)) && choice->inputs.errors.count && pauses++ < PAUSES) {
		choice_free(choice);
		*choice = (struct choice){ 0 };
		(void)nanosleep(&pause, NULL);
		pause.tv_nsec *= 2;
	}
	return r;
}

int choice_make(struct fs *fs, const struct event *event, struct choice *choice)
{
	return choose_patiently(choose_once, fs, event, choice);
}

static int find_physical(struct fs *fs, const struct pci_address *address, struct choice *choice)
{
	struct matches *matches = &choice->decision.matches;
	size_t i, count = 0;
	int r = inputs_read_details(fs, &choice->inputs);

	if (!r)
		r = decision_make(&choice->inputs, &choice->decision);
	for (i = 0; !r && i < matches->count; i++)
		if (matches->list[i].verdict == VERDICT_KEPT &&
		    !pci_address_compare(&matches->list[i].device->address, address))
			matches->list[count++] = matches->list[i];
	matches->count = count;
	if (count && !rule_is_pinned(matches->list[0].rule))
		text_puts(&choice->refusal, not_pinned);
	return r ? r : text_error(&choice->refusal);
}

static int find_physical_once(struct fs *fs, const struct event *event, struct choice *choice)
{
	struct inputs *inputs = &choice->inputs;
	int r = read_rules(fs, inputs);

	if (r || !sriov_is_asked_for(&inputs->config))
		return r == -ENOENT ? 0 : r;
	r = inputs_scan(fs, inputs);
	inputs_read_kernel(fs, inputs);
	return r || inputs->no_devices ? r : find_physical(fs, &event->address, choice);
}

int choice_find_physical(struct fs *fs, const struct event *event, struct choice *choice)
{
	return choose_patiently(find_physical_once, fs, event, choice);
}

void choice_free(struct choice *choice)
{
	decision_free(&choice->decision);
	inputs_free(&choice->inputs);
	text_free(&choice->refusal);
}

const char *choice_refusal(const struct choice *choice, size_t match)
{
	return choice->refusal.length &&
			       choice->decision.matches.list[match].verdict == VERDICT_BUSY
		       ? choice->refusal.data
		       : NULL;
}
