// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind groups: the IOMMU groups with their functions, and what there is to know about
 * each before it is given away.
 */
#include "cli/groups/groups.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "cli/groups/svg.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/machine/iommu_next.h"
#include "host/devices/card.h"
#include "host/machine/needs.h"
#include "host/machine/next_boot.h"
#include "host/machine/viability.h"
#include "host/show/device_json.h"
#include "host/show/first_run.h"
#include "host/show/table.h"

/* In the notes; JSON has all of them. */
#define SHARERS_SHOWN 2

struct options {
	const char *sysroot;
	const char *svg; /* a file, "-" is standard output; NULL: no picture */
	bool plain;
	bool json;
};

static const struct column columns[] = {
	{ "GROUP", "iommu_group", COLUMN_RIGHT },
	{ "ADDRESS", "address", COLUMN_PLAIN },
	{ "ID", "id", COLUMN_PLAIN },
	{ "CLASS", "class_name", COLUMN_CUT },
	{ "NAME", "name", COLUMN_CUT },
	{ "DRIVER", "driver", COLUMN_PLAIN },
	{ "NOTES", "notes", COLUMN_WRAP },
	{ "RULE", "place", COLUMN_WRAP },
	{ NULL, NULL, COLUMN_PLAIN },
};

/* The other endpoints of the group; bridges stay with the host anyway. */
static struct json_object *find_sharers(const struct pci_devices *devices,
					const struct pci_device *device)
{
	struct json_object *sharers = json_object_new_array();
	size_t i;

	for (i = 0; sharers && device->group >= 0 && i < devices->count; i++) {
		const struct pci_device *other = &devices->list[i];
		char address[PCI_ADDRESS_SIZE];

		if (other == device || other->group != device->group || pci_is_bridge(other))
			continue;
		pci_address_format(&other->address, address);
		if (json_object_array_add(sharers, json_object_new_string(address))) {
			json_object_put(sharers);
			return NULL;
		}
	}
	return sharers;
}

static void note_sharers(struct json_object *sharers, struct text *notes)
{
	size_t count = json_object_array_length(sharers), i;
	size_t shown = count > SHARERS_SHOWN + 1 ? SHARERS_SHOWN : count;

	if (!count)
		return;
	text_puts(notes, notes->length ? "; shares with " : "shares with ");
	for (i = 0; i < shown; i++)
		text_printf(notes, "%s%s", i ? ", " : "",
			    json_object_get_string(json_object_array_get_idx(sharers, i)));
	if (shown < count)
		text_printf(notes, " and %zu more", count - shown);
}

/* A rule takes no bridge: a driver that keeps the group from a guest stays there. */
static void note_blocked(struct json_object *row, const struct pci_devices *devices,
			 const struct pci_device *device, struct text *notes)
{
	const struct pci_device *bridge = group_blocking_bridge(devices, device->group);
	char address[PCI_ADDRESS_SIZE] = "";

	if (bridge && bridge != device)
		pci_address_format(&bridge->address, address);
	show_add_string(row, "blocked_by", address);
	if (bridge && !pci_is_bridge(device))
		note_blocking(bridge, notes);
}

static void note_outcome(const struct match *match, struct text *notes)
{
	if (match && match->verdict != VERDICT_WANTED)
		text_printf(notes, "%s%s", notes->length ? "; " : "",
			    outcome_word(match, &(struct outcome){ 0 }));
}

/* What is of the same card and in another group, so that it does not come along by itself. */
static void note_card(struct json_object *row, const struct next_boot *next_boot,
		      const struct pci_device *device, struct text *notes)
{
	const struct pci_devices *devices = &next_boot->machine.inputs.devices;
	struct json_object *others = json_object_new_array();
	bool is_named = next_boot_match(next_boot, &device->address);
	size_t i;

	for (i = 0; others && i < devices->count; i++) {
		const struct pci_device *other = &devices->list[i];
		const struct match *match;
		char address[PCI_ADDRESS_SIZE];

		if (other == device || other->group == device->group ||
		    !card_has_both(device, other))
			continue;
		match = next_boot_match(next_boot, &other->address);
		pci_address_format(&other->address, address);
		(void)json_object_array_add(others, json_object_new_string(address));
		text_puts(notes, notes->length ? "; " : "");
		if (!is_named && match && match->verdict == VERDICT_WANTED)
			text_printf(notes, "stays with the host, and %s of the same card does not",
				    address);
		else
			text_printf(notes, "of the same card as %s", address);
	}
	json_object_object_add(row, "same_card", others);
}

/* A rule cannot give it away at boot. */
static void note_late(struct json_object *row, const struct machine *machine,
		      const struct pci_device *device, struct text *notes)
{
	const struct late *late = machine_late(machine, device);
	struct text why = { 0 };

	if (late)
		late_explain(late, &why);
	if (why.length)
		text_printf(notes, "%s%s", notes->length ? "; " : "", text_string(&why));
	row_add_text(row, "not_at_boot", &why);
}

static void add_notes(struct json_object *row, const struct next_boot *next_boot,
		      const struct pci_device *device, struct json_object *sharers)
{
	struct text notes = { 0 }, uses = { 0 };
	bool is_needed = machine_needs(&next_boot->machine, &device->address, &uses);

	json_object_object_add(row, "boot_vga", json_object_new_boolean(device->boot_vga));
	show_add_string(row, "host_uses", text_string(&uses));
	if (device->boot_vga)
		text_puts(&notes, "boot VGA");
	if (is_needed && !pci_is_bridge(device))
		text_printf(&notes, "%sthe host needs it for %s", notes.length ? "; " : "",
			    text_string(&uses));
	text_free(&uses);
	if (!pci_is_bridge(device))
		note_sharers(sharers, &notes);
	note_blocked(row, &next_boot->machine.inputs.devices, device, &notes);
	note_card(row, next_boot, device, &notes);
	note_late(row, &next_boot->machine, device, &notes);
	note_outcome(next_boot_match(next_boot, &device->address), &notes);
	row_add_text(row, "notes", &notes);
}

static struct json_object *make_row(struct next_boot *next_boot, const struct pci_device *device)
{
	const struct match *match = next_boot_match(next_boot, &device->address);
	struct json_object *row = row_function(&next_boot->machine, device);
	struct json_object *sharers = find_sharers(&next_boot->machine.inputs.devices, device);

	if (!row || !sharers) {
		json_object_put(row);
		json_object_put(sharers);
		return NULL;
	}
	show_add_string(row, "driver", device->driver);
	add_notes(row, next_boot, device, sharers);
	json_object_object_add(row, "shares_with", sharers);
	row_add_rule(row, match ? &match->rule->source : NULL);
	show_add_string(row, "outcome", match ? outcome_word(match, &(struct outcome){ 0 }) : NULL);
	if (match && match->verdict == VERDICT_WANTED)
		show_add_string(row, SHOW_MARK, "good");
	else if (match && verdict_is_problem(match->verdict))
		show_add_string(row, SHOW_MARK, "bad");
	else if (device->boot_vga || machine_needs(&next_boot->machine, &device->address, NULL))
		show_add_string(row, SHOW_MARK, "note");
	return row;
}

/* By group, those without one last; within a group by address. */
static int compare_devices(const void *a, const void *b)
{
	const struct pci_device *left = *(const struct pci_device *const *)a;
	const struct pci_device *right = *(const struct pci_device *const *)b;
	unsigned int left_group = (unsigned int)left->group;
	unsigned int right_group = (unsigned int)right->group;

	if (left_group != right_group)
		return left_group < right_group ? -1 : 1;
	return pci_address_compare(&left->address, &right->address);
}

static int make_rows(struct next_boot *next_boot, struct json_object *rows)
{
	const struct pci_devices *devices = &next_boot->machine.inputs.devices;
	cleanup_free const struct pci_device **sorted = calloc(devices->count + 1, sizeof(*sorted));
	size_t i;

	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < devices->count; i++)
		sorted[i] = &devices->list[i];
	qsort(sorted, devices->count, sizeof(*sorted), compare_devices);
	for (i = 0; i < devices->count; i++) {
		struct json_object *row = make_row(next_boot, sorted[i]);

		if (!row || json_object_array_add(rows, row))
			return -ENOMEM;
	}
	return 0;
}

/* Now, or at the next boot, which is the one that counts for what is added. */
static void complain_off(const struct iommu *iommu)
{
	struct text cause = { 0 }, cure = { 0 };

	iommu_explain(iommu, &cause, &cure);
	complain("the IOMMU %s, so that no device can be given to a virtual machine: %s",
		 iommu->groups ? "will be off at the next boot" : "is off", text_string(&cause));
	complain("%s", text_string(&cure));
	text_free(&cause);
	text_free(&cure);
}

static int show_rows(struct next_boot *next_boot, bool json, bool is_on, struct json_object *rows)
{
	struct json_object *top;
	int r;

	if (!json) {
		r = show_table(rows, columns);
		if (!r && next_boot_is_first_run(next_boot)) {
			putchar('\n');
			r = first_run_show(&next_boot->machine);
		}
		return r;
	}
	top = json_object_new_object();
	if (!top)
		return -ENOMEM;
	json_object_object_add(top, "format", json_object_new_int(1));
	json_object_object_add(top, "iommu", json_object_new_boolean(is_on));
	json_object_object_add(top, "functions", json_object_get(rows));
	r = show_json(top);
	json_object_put(top);
	return r;
}

/* The whole of it, or the file stays what it was. */
static int write_to(const char *path, const struct text *text)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	cleanup_free char *parent = slash ? strndup(path, (size_t)(name - path)) : strdup(".");
	cleanup_close int directory = -1;

	if (!parent)
		return -ENOMEM;
	directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return -errno;
	return replace_file_at(directory, name, text_string(text), text->length);
}

static int write_svg(const struct next_boot *next_boot, struct json_object *rows, const char *path)
{
	struct text svg = { 0 };
	int r = svg_draw(&next_boot->machine.inputs.devices, rows, &svg);

	if (!r && !strcmp(path, "-"))
		r = fputs(text_string(&svg), stdout) < 0 || fflush(stdout) ? -EIO : 0;
	else if (!r)
		r = write_to(path, &svg);
	if (r && r != -ENOMEM)
		complain("cannot write %s: %s", path, error_text(r));
	text_free(&svg);
	return r;
}

static int show_groups(const struct options *options, bool *is_on, bool *has_devices)
{
	struct next_boot next_boot;
	struct json_object *rows = NULL;
	int r = next_boot_open(&next_boot, options->sysroot);

	if (!r) {
		*is_on = next_boot.iommu.groups &&
			 iommu_outlook(&next_boot.iommu) == IOMMU_WILL_BE_ON;
		*has_devices = !next_boot.inputs.no_devices;
		complain_all("error", &next_boot.inputs.errors);
	}
	if (!r && options->plain) {
		r = groups_print_plain(&next_boot.machine);
	} else if (!r) {
		rows = json_object_new_array();
		r = rows ? make_rows(&next_boot, rows) : -ENOMEM;
		if (!r)
			r = options->svg ? write_svg(&next_boot, rows, options->svg)
					 : show_rows(&next_boot, options->json, *is_on, rows);
	}
	if (!r && !*is_on && *has_devices)
		complain_off(&next_boot.iommu);
	json_object_put(rows);
	next_boot_close(&next_boot);
	return r;
}

enum status verb_groups(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		CLI_SYSROOT(options.sysroot),
		CLI_JSON(options.json),
		{ "svg", "FILE", "draw a picture of the machine into FILE (-: standard output)",
		  &options.svg, NULL },
		{ "plain", NULL, "print what the usual IOMMU group script prints", NULL,
		  &options.plain },
		{ 0 },
	};
	bool is_on = false, has_devices = false;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (options.plain + options.json + !!options.svg > 1)
		return misuse(verb, "--plain, --json and --svg cannot be used together");
	r = show_groups(&options, &is_on, &has_devices);
	if (r)
		complain("groups failed: %s", error_text(r));
	if (r || !has_devices)
		return STATUS_FAILED;
	return is_on ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;
}
