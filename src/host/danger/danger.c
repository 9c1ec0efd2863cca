// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of dangers, and the code that their functions share.
 */
#include "host/danger/danger.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/identity.h"
#include "core/serial.h"
#include "kernel/inputs.h"

static const struct danger dangers[] = {
	{ "syntax", SEVERITY_ERROR, 0, find_syntax },
	{ "unreadable", SEVERITY_ERROR, 0, find_unreadable },
	{ "not-pinned", SEVERITY_WARNING, 0, find_not_pinned },
	{ "ignored-file", SEVERITY_WARNING, 0, find_ignored_file },
	{ "insecure", SEVERITY_ERROR, 0, find_insecure },
	{ "disabled", SEVERITY_ERROR, 0, find_disabled },
	{ "mounted", SEVERITY_ERROR, DANGER_REFUSED_BY_ADD | DANGER_STOPS_APPLY, find_mounted },
	{ "disks-unknown", SEVERITY_WARNING, 0, find_disks_unknown },
	{ "default-route", SEVERITY_ERROR, DANGER_REFUSED_BY_ADD, find_default_route },
	{ "only-gpu", SEVERITY_ERROR, DANGER_REFUSED_BY_ADD, find_only_gpu },
	{ "boot-vga", SEVERITY_WARNING, DANGER_TOLD_BY_ADD, find_boot_vga },
	{ "card-changed", SEVERITY_WARNING, 0, find_card_changed },
	{ "not-at-boot", SEVERITY_ERROR, DANGER_REFUSED_BY_ADD, find_not_at_boot },
	{ "vfs-too-many", SEVERITY_ERROR, DANGER_REFUSED_BY_ADD, find_vfs_too_many },
	{ "no-match", SEVERITY_WARNING, 0, find_no_match },
	{ "bridge", SEVERITY_WARNING, 0, find_bridge },
	{ "excluded", SEVERITY_WARNING, DANGER_TOLD_BY_ADD, find_excluded },
	{ "vendor-wildcard", SEVERITY_WARNING, DANGER_TOLD_BY_ADD, find_vendor_wildcard },
	{ "twin", SEVERITY_WARNING, DANGER_TOLD_BY_ADD, find_twin },
	{ "twin-by-place", SEVERITY_NOTE, 0, find_twin_by_place },
	{ "storage-unnamed", SEVERITY_ERROR, DANGER_TOLD_BY_ADD, find_storage_unnamed },
	{ "group-partial", SEVERITY_ERROR, DANGER_TOLD_BY_ADD, find_group_partial },
	{ "card-partial", SEVERITY_NOTE, DANGER_TOLD_BY_ADD, find_card_partial },
	{ "builtin-driver", SEVERITY_NOTE, 0, find_builtin_driver },
	{ "framebuffer", SEVERITY_WARNING, 0, find_framebuffer },
	{ "virtual-functions", SEVERITY_WARNING, 0, find_virtual_functions },
	{ "no-reset", SEVERITY_NOTE, 0, find_no_reset },
	{ "guest-takes-needed", SEVERITY_ERROR, 0, find_guest_takes_needed },
	{ "guest-address", SEVERITY_ERROR, 0, find_guest_address },
	{ "iommu-off", SEVERITY_ERROR, DANGER_TOLD_BY_ADD, find_iommu_off },
	{ "no-group", SEVERITY_ERROR, DANGER_TOLD_BY_ADD, find_no_group },
	{ "vfio-missing", SEVERITY_ERROR, 0, find_vfio_missing },
	{ "vfio-blacklisted", SEVERITY_ERROR, 0, find_vfio_blacklisted },
	{ "modprobe-ids", SEVERITY_WARNING, 0, find_modprobe_ids },
	{ "other-binder", SEVERITY_WARNING, 0, find_other_binder },
	{ "no-effect", SEVERITY_WARNING, 0, find_no_effect },
	{ "image-limit", SEVERITY_ERROR, 0, find_image_limit },
	{ "image-missing", SEVERITY_WARNING, 0, find_image_missing },
	{ "image-broken", SEVERITY_ERROR, 0, find_image_broken },
	{ "image-stale", SEVERITY_NOTE, 0, find_image_stale },
	{ "entry-stale", SEVERITY_WARNING, 0, find_entry_stale },
};

const char *severity_word(enum severity severity)
{
	static const char *const words[] = {
		[SEVERITY_ERROR] = "error",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_NOTE] = "note",
	};

	return words[severity];
}

/*
 * The rules as an image has them, each for one card, with the place of that card. Those of the
 * kernel command line are never pinned.
 */
static int read_next(struct check *check)
{
	struct config config = *check->config;
	struct diagnostics none = { 0 }, ignored = { 0 };
	struct text text = { 0 };
	size_t i;
	int r;

	config.rules = calloc(config.count + 1, sizeof(*config.rules));
	if (!config.rules)
		return -ENOMEM;
	for (i = 0; i < config.count; i++) {
		config.rules[i] = check->config->rules[i];
		if (!strcmp(config.rules[i].source.file, CMDLINE_NAME))
			config.rules[i].pin = false;
	}
	r = machine_write_rules(check->machine, &config, &none, &text, &ignored);
	if (!r)
		r = config_add_file(&check->next, &ignored, "/" CONFIG_PATH, text_string(&text),
				    text.length, CONFIG_IMAGE);
	if (!r)
		r = identities_resolve(&check->next, &check->devices);
	free(config.rules);
	text_free(&text);
	diagnostics_free(&ignored);
	return r;
}

/* Whether the rule names this place, whatever is there now. */
static bool names_place(const struct check *check, const struct rule *rule,
			const struct pci_address *place)
{
	const struct pci_device *there = pci_devices_find(&check->devices, place);

	if (there)
		return selector_matches(&rule->selector, &check->devices, there);
	return rule->selector.kind == SELECTOR_ADDRESS &&
	       !pci_address_compare(&rule->selector.address, place);
}

/*
 * The rule of check->config that a rule of an image comes from. *by_group: through the IOMMU group
 * of a function that it names. NULL: the image builder added it.
 */
static const struct rule *find_written(const struct check *check, const struct rule *next,
				       bool *by_group)
{
	const struct rule *found = NULL;
	size_t i;

	*by_group = false;
	for (i = 0; i < check->config->count; i++) {
		const struct rule *rule = &check->config->rules[i];

		if (rule->exclude != next->exclude || rule->source.line != next->source.line ||
		    strcmp(rule->source.file, next->source.file) != 0)
			continue;
		if (next->identity.is_set ? names_place(check, rule, &next->identity.was)
					  : selector_equals(&rule->selector, &next->selector))
			return rule;
		if (!found || (rule->group && !found->group))
			found = rule;
	}
	*by_group = found && found->group;
	return found;
}

/* What the next boot takes, by the rules as written. */
static int find_taken(struct check *check)
{
	struct matches *taken = &check->taken;
	size_t i, count = 0;
	int r = matches_find(&check->next, &check->devices, taken);

	for (i = 0; !r && i < taken->count; i++) {
		struct match match = taken->list[i];
		bool by_group;

		match.rule = find_written(check, match.rule, &by_group);
		match.wanted_by = find_written(check, match.wanted_by, &by_group);
		match.by_group |= by_group;
		if (match.wanted_by)
			taken->list[count++] = match;
	}
	taken->count = count;
	return r;
}

int check_open(struct check *check, struct machine *machine, const struct config *config)
{
	int r;

	memset(check, 0, sizeof(*check));
	check->machine = machine;
	check->config = config ? config : &machine->inputs.config;
	r = machine_boot_devices(machine, &check->devices);
	if (!r)
		r = matches_find(check->config, &check->devices, &check->matches);
	if (!r)
		r = recall(check->config, &machine->memory, &check->devices, &check->recalled);
	if (!r)
		r = read_next(check);
	return r ? r : find_taken(check);
}

static void finding_free(struct finding *finding)
{
	free(finding->file);
	free(finding->text);
	text_free(&finding->kernel);
	text_free(&finding->cause);
	text_free(&finding->cure);
	text_free(&finding->instead);
}

void check_close(struct check *check)
{
	size_t i;

	for (i = 0; i < check->count; i++)
		finding_free(&check->list[i]);
	finding_free(&check->spare);
	free(check->list);
	for (i = 0; check->looks && i < check->image_count; i++)
		verification_free(&check->looks[i]);
	free(check->looks);
	images_free(check->images, check->image_count);
	settings_free(&check->settings);
	guests_free(&check->guests);
	pci_devices_free(&check->devices);
	matches_free(&check->matches);
	matches_free(&check->taken);
	config_free(&check->next);
	recalled_free(&check->recalled);
}

static const struct match *find_match(const struct matches *matches,
				      const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].device == device)
			return &matches->list[i];
	return NULL;
}

const struct match *check_match(const struct check *check, const struct pci_device *device)
{
	return find_match(&check->matches, device);
}

static int findings_error(const struct check *check)
{
	size_t i;

	for (i = 0; !check->error && i < check->count; i++)
		if (text_error(&check->list[i].kernel) || text_error(&check->list[i].cause) ||
		    text_error(&check->list[i].cure) || text_error(&check->list[i].instead))
			return -ENOMEM;
	return check->error;
}

int check_run(struct check *check, unsigned int flags)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(dangers); i++) {
		if (flags && !(dangers[i].flags & flags))
			continue;
		check->danger = &dangers[i];
		dangers[i].find(check);
	}
	return findings_error(check);
}

struct finding *finding_add(struct check *check, const struct rule *rule,
			    const struct pci_device *device)
{
	struct finding *list = realloc(check->list, (check->count + 1) * sizeof(*list));
	struct finding *finding = &check->spare;

	if (list) {
		check->list = list;
		finding = &list[check->count++];
	} else {
		check->error = -ENOMEM;
		finding_free(finding);
	}
	*finding = (struct finding){ .danger = check->danger, .severity = check->danger->severity };
	if (rule) {
		finding->file = strdup(rule->source.file);
		finding->line = rule->source.line;
		if (!finding->file)
			check->error = -ENOMEM;
	}
	if (device) {
		finding->has_device = true;
		finding->device = device->address;
	}
	return finding;
}

const struct match *check_taken(const struct check *check, const struct pci_device *device)
{
	const struct match *match = find_match(&check->taken, device);

	if (match && (match->verdict == VERDICT_WANTED || match->verdict == VERDICT_ALREADY))
		return match;
	return NULL;
}

/* Both look at the same functions, in the same order. */
bool check_is_newly_taken(const struct check *check, const struct match *match)
{
	const struct check *before = check->before;

	return before &&
	       !check_taken(before, &before->devices.list[match->device - check->devices.list]);
}

bool check_has_rules(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->config->count; i++)
		if (!check->config->rules[i].exclude)
			return true;
	return false;
}

void describe_device(const struct pci_device *device, struct text *out)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	text_puts(out, address);
}

void describe_conditions(const struct pci_device *device, struct text *out)
{
	selector_format_pair(device->id.vendor, device->id.device, out);
	text_puts(out, " subsystem=");
	selector_format_pair(device->id.subvendor, device->id.subdevice, out);
	text_printf(out, " class=%06x", device->class);
	if (device->serial_state == PCI_SERIAL_KNOWN) {
		char serial[SERIAL_SIZE];

		serial_format(device->serial, serial);
		text_printf(out, " serial=%s", serial);
	}
}

void describe_taken(const struct check *check, const struct match *match, struct text *out)
{
	describe_device(match->device, out);
	if (!match->by_group && selector_is_one_place(&match->rule->selector) &&
	    selector_matches(&match->rule->selector, &check->devices, match->device))
		return; /* the rule says nothing more */
	text_puts(out, match->by_group ? " (in the group of " : " (wanted by ");
	rule_format(match->rule, out);
	text_puts(out, ")");
}

bool check_has_reported(const struct check *check, const struct rule *rule,
			const struct pci_address *address)
{
	size_t i;

	for (i = 0; i < check->count; i++)
		if (check->list[i].danger == check->danger && check->list[i].has_device &&
		    check->list[i].file && check->list[i].line == rule->source.line &&
		    !strcmp(check->list[i].file, rule->source.file) &&
		    !pci_address_compare(&check->list[i].device, address))
			return true;
	return false;
}

/* A shell interprets both characters. */
void escape_selector(const struct rule *rule, struct text *out)
{
	struct text selector = { 0 };
	const char *c;

	text_puts(&selector, rule->exclude ? "!" : "");
	selector_format(&rule->selector, &selector);
	for (c = text_string(&selector); *c; c++)
		text_printf(out, "%s%c", strchr("!*", *c) ? "\\" : "", *c);
	if (text_error(&selector))
		out->error = text_error(&selector);
	text_free(&selector);
}

void cure_by_removing(const struct rule *rule, struct text *out)
{
	const char *file = rule->source.file;

	if (!strcmp(file, "/" CONFIG_PATH)) {
		text_puts(out, "run 'vfio-prebind remove ");
		escape_selector(rule, out);
		text_puts(out, "'");
		return;
	}
	text_puts(out, "remove ");
	text_puts(out, rule->exclude ? "!" : "");
	selector_format(&rule->selector, out);
	if (rule->source.line)
		text_printf(out, " from line %u of %s", rule->source.line, file);
	else
		text_puts(out, " from vfio_prebind.devices= on the kernel command line");
}

void cure_by_excluding(const struct match *match, struct text *out)
{
	if (!match->by_group && selector_is_one_place(&match->rule->selector)) {
		cure_by_removing(match->rule, out);
		return;
	}
	text_puts(out, "run 'vfio-prebind add \\!");
	describe_device(match->device, out);
	text_puts(out, "'");
}
