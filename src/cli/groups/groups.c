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
#include "host/devices/filter.h"
#include "host/machine/needs.h"
#include "host/machine/passthrough.h"
#include "host/show/device_json.h"
#include "host/show/first_run.h"
#include "host/show/table.h"

struct options {
	const char *sysroot;
	const char *svg;     /* a file, "-" is standard output; NULL: no picture */
	const char *columns; /* "A,B" or "+A,B"; NULL: the default ones */
	bool all;
	bool plain;
	bool json;
	struct filter filter;
	struct column table[GROUPS_COLUMNS_MAX];
};

/* What cannot be given away is of use to those who ask for it, or have named it in a rule. */
static bool is_of_interest(const struct groups *groups, const struct options *options,
			   const struct pci_device *device)
{
	const struct match *match = groups_match(groups, device);

	return options->all || options->json || options->svg || !pci_is_bridge(device) ||
	       (match && verdict_is_problem(match->verdict)) ||
	       filter_names(&options->filter, &groups->next_boot.machine.inputs.devices, device);
}

/* false, after a message: nothing is left. */
static bool choose_functions(struct groups *groups, const struct options *options)
{
	const struct pci_devices *devices = &groups->next_boot.machine.inputs.devices;
	bool is_any = false;
	size_t i;

	if (!filter_finds(&options->filter, devices))
		return false;
	for (i = 0; i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];

		groups->is_shown[i] = filter_shows(&options->filter, devices, device) &&
				      is_of_interest(groups, options, device);
		is_any |= groups->is_shown[i];
	}
	if (!is_any && filter_is_set(&options->filter))
		complain("this machine has no such device");
	return is_any || !filter_is_set(&options->filter);
}

/* What only the table shows. */
static void add_cells(struct groups *groups, const struct pci_device *device,
		      struct json_object *row)
{
	struct machine *machine = &groups->next_boot.machine;
	struct text subsystem = { 0 }, reset = { 0 };

	row_add_brief(row, machine, device);
	selector_format_pair(device->id.subvendor, device->id.subdevice, &subsystem);
	row_add_text(row, "subsystem", &subsystem);
	if (groups->wants_resets)
		reset_methods(machine->fs, &device->address, &reset);
	row_add_text(row, "reset", &reset);
}

static void add_mark(const struct groups *groups, const struct pci_device *device,
		     const struct match *match, struct json_object *row)
{
	if (match && match->verdict == VERDICT_WANTED)
		show_add_string(row, SHOW_MARK, "good");
	else if (match && verdict_is_problem(match->verdict))
		show_add_string(row, SHOW_MARK, "bad");
	else if (device->boot_vga ||
		 machine_needs(&groups->next_boot.machine, &device->address, NULL))
		show_add_string(row, SHOW_MARK, "note");
}

static struct json_object *make_row(struct groups *groups, const struct pci_device *device)
{
	const struct match *match = groups_match(groups, device);
	struct json_object *row = groups->wants_names
					  ? row_function(&groups->next_boot.machine, device)
					  : row_without_names(device);

	if (!row)
		return NULL;
	show_add_string(row, "driver", device->driver);
	groups_add_notes(groups, device, row);
	row_add_rule(row, match ? &match->rule->source : NULL);
	show_add_string(row, "outcome", groups_outcome(groups, device));
	add_mark(groups, device, match, row);
	if (groups->is_table)
		add_cells(groups, device, row);
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

/* The functions of a group are branches of its first one. */
static int add_rows(struct groups *groups, const struct pci_device *const *sorted,
		    struct json_object *rows)
{
	const struct pci_device *above = NULL;

	for (; *sorted; sorted++) {
		struct json_object *row = make_row(groups, *sorted);

		if (!row || json_object_array_add(rows, row))
			return -ENOMEM;
		if (!groups->is_table)
			continue;
		if (above && above->group >= 0 && above->group == (*sorted)->group)
			json_object_object_add(row, SHOW_BELOW, json_object_new_boolean(true));
		else
			above = *sorted;
	}
	return 0;
}

static int make_rows(struct groups *groups, struct json_object *rows)
{
	const struct pci_devices *devices = &groups->next_boot.machine.inputs.devices;
	cleanup_free const struct pci_device **sorted = calloc(devices->count + 1, sizeof(*sorted));
	size_t i, count = 0;

	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < devices->count; i++)
		if (groups->is_shown[i])
			sorted[count++] = &devices->list[i];
	qsort(sorted, count, sizeof(*sorted), compare_devices);
	return add_rows(groups, sorted, rows);
}

/* Now, or at the next boot, which matters for what is added. */
static void complain_off(const struct iommu *iommu)
{
	struct text cause = { 0 }, cure = { 0 };

	iommu_explain(iommu, &cause, &cure);
	complain("the IOMMU %s, so no device can be passed through: %s",
		 iommu->groups ? "will be off at the next boot" : "is off", text_string(&cause));
	complain("%s", text_string(&cure));
	text_free(&cause);
	text_free(&cure);
}

static int show_as_json(struct json_object *rows, bool is_on)
{
	struct json_object *top = json_object_new_object();
	int r;

	if (!top)
		return -ENOMEM;
	json_object_object_add(top, "format", json_object_new_int(1));
	json_object_object_add(top, "iommu", json_object_new_boolean(is_on));
	json_object_object_add(top, "functions", json_object_get(rows));
	r = show_json(top);
	json_object_put(top);
	return r;
}

/* The first advice is for those who look around. */
static int show_as_table(struct groups *groups, const struct options *options,
			 struct json_object *rows)
{
	int r = show_table(rows, options->table);

	if (!r && !options->columns && !filter_is_set(&options->filter) &&
	    next_boot_is_first_run(&groups->next_boot)) {
		puts("\nNothing is configured yet.");
		first_run_advise(&groups->next_boot.machine);
	}
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

static bool has_column(const struct column *columns, const char *key)
{
	for (; columns->key; columns++)
		if (!strcmp(columns->key, key))
			return true;
	return false;
}

/* A captured machine may lack what sysfs says of resets: then no function on a root bus has any. */
static bool find_resets(const struct machine *machine)
{
	const struct pci_devices *devices = &machine->inputs.devices;
	size_t i;

	for (i = 0; machine->is_captured && i < devices->count; i++)
		if (devices->list[i].parent < 0 &&
		    has_reset(machine->fs, &devices->list[i].address))
			return true;
	return !machine->is_captured;
}

static int show_functions(struct groups *groups, const struct options *options, bool is_on)
{
	const struct machine *machine = &groups->next_boot.machine;
	struct json_object *rows = json_object_new_array();
	int r = rows ? 0 : -ENOMEM;

	groups->is_table = !options->json && !options->svg;
	groups->wants_names = !groups->is_table || has_column(options->table, "name") ||
			      has_column(options->table, "class_name");
	groups->wants_resets = has_column(options->table, "reset");
	groups->knows_resets = find_resets(machine);
	if (!r)
		r = make_rows(groups, rows);
	if (!r)
		r = options->svg    ? write_svg(&groups->next_boot, rows, options->svg)
		    : options->json ? show_as_json(rows, is_on)
				    : show_as_table(groups, options, rows);
	json_object_put(rows);
	return r;
}

static enum status show_groups(struct groups *groups, const struct options *options)
{
	const struct iommu *iommu = &groups->next_boot.iommu;
	bool has_devices = !groups->next_boot.inputs.no_devices;
	bool is_on = iommu->groups && iommu_outlook(iommu) == IOMMU_WILL_BE_ON;
	int r;

	complain_all("error", &groups->next_boot.inputs.errors);
	groups->is_shown = calloc(groups->next_boot.machine.inputs.devices.count + 1,
				  sizeof(*groups->is_shown));
	if (groups->is_shown && !choose_functions(groups, options))
		return STATUS_FAILED;
	r = !groups->is_shown ? -ENOMEM
	    : options->plain  ? groups_print_plain(&groups->next_boot.machine)
			      : show_functions(groups, options, is_on);
	if (!r && !is_on && has_devices)
		complain_off(iommu);
	if (r)
		complain("groups failed: %s", error_text(r));
	if (r || !has_devices)
		return STATUS_FAILED;
	return is_on ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;
}

/* false after a message: options that cannot be used together, and words that are wrong. */
static bool read_arguments(const struct verb *verb, int argc, char **argv, int first,
			   struct options *options, enum status *status)
{
	*status = STATUS_USAGE;
	if (options->plain + options->json + !!options->svg > 1)
		(void)misuse(verb, "--plain, --json and --svg cannot be used together");
	else if ((options->plain || options->svg) && first < argc)
		(void)misuse(verb, "--%s shows the whole machine: it takes no argument",
			     options->plain ? "plain" : "svg");
	else if (options->columns && (options->plain || options->json || options->svg))
		(void)misuse(verb, "--columns is for the table: it cannot be used with --plain, "
				   "--json and --svg");
	else if (groups_choose_columns(verb, options->columns, options->table))
		return !filter_read(verb, argc, argv, first, &options->filter, status);
	return false;
}

enum status verb_groups(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		CLI_SYSROOT(options.sysroot),
		{ "all", NULL, "show bridges too", NULL, &options.all },
		{ "columns", "LIST", "show these columns; +LIST: these too", &options.columns,
		  NULL },
		CLI_JSON(options.json),
		{ "svg", "FILE", "draw a picture of the machine into FILE (-: standard output)",
		  &options.svg, NULL },
		{ "plain", NULL, "print what the usual IOMMU group script prints", NULL,
		  &options.plain },
		{ 0 },
	};
	struct groups groups = { 0 };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (read_arguments(verb, argc, argv, r, &options, &status)) {
		r = next_boot_open(&groups.next_boot, options.sysroot);
		status = r ? STATUS_FAILED : show_groups(&groups, &options);
		next_boot_close(&groups.next_boot);
	}
	free(groups.is_shown);
	filter_free(&options.filter);
	return status;
}
