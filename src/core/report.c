// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes the boot report as JSON. Adding a field keeps REPORT_FORMAT; removing a field or changing
 * its meaning raises it.
 */
#include "core/report.h"

#include <inttypes.h>

#include "core/serial.h"

static const char *comma(size_t index)
{
	return index ? "," : "";
}

static void write_place(const char *file, unsigned int line, struct text *out)
{
	text_puts(out, "\"file\":");
	text_json(out, file);
	text_printf(out, ",\"line\":%u", line);
}

static void write_times(const struct times *times, struct text *out)
{
	const struct {
		const char *name;
		uint64_t us;
	} fields[] = {
		{ "start", times->start },
		{ "read", times->read },
		{ "decide", times->decide },
		{ "override", times->steps[ACTION_OVERRIDE] },
		{ "load", times->steps[ACTION_LOAD] },
		{ "unbind", times->steps[ACTION_UNBIND] },
		{ "probe", times->steps[ACTION_PROBE] },
		{ "settle", times->settle },
		{ "total", times->total },
	};
	size_t i;

	text_puts(out, "\"times_us\":{");
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		text_printf(out, "%s\"%s\":%" PRIu64, comma(i), fields[i].name, fields[i].us);
	text_puts(out, "}");
}

static void write_errors(const struct diagnostics *errors, struct text *out)
{
	size_t i;

	text_puts(out, "\"errors\":[");
	for (i = 0; i < errors->count; i++) {
		const struct diagnostic *error = &errors->list[i];

		text_printf(out, "%s\n {", comma(i));
		write_place(error->file, error->line, out);
		text_printf(out, ",\"column\":%u,\"text\":", error->column);
		text_json(out, error->text);
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void write_string(const char *name, const char *value, struct text *out)
{
	text_printf(out, ",\"%s\":", name);
	text_json(out, value && *value ? value : NULL);
}

static void write_address(const struct pci_address *address, struct text *out)
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(address, name);
	text_json(out, name);
}

/* The addresses of the functions that the rule names; NULL: of all. */
static void write_functions(const struct pci_range *range, const struct rule *rule,
			    const struct pci_devices *devices, struct text *out)
{
	size_t i, count = 0;

	text_puts(out, "[");
	for (i = 0; i < range->count; i++) {
		if (rule && !rule_selects(rule, devices, pci_at(range, i)))
			continue;
		text_puts(out, comma(count++));
		write_address(&pci_at(range, i)->address, out);
	}
	text_puts(out, "]");
}

static void write_matched(const struct rule *rule, const struct pci_devices *devices,
			  struct text *out)
{
	struct pci_range range = selector_range(&rule->selector, devices);

	text_puts(out, ",\"matched\":");
	write_functions(&range, rule, devices, out);
}

/* All functions or none: with half of them, the others would look as if they came later. */
static void write_seen(const struct pci_devices *devices, struct text *out)
{
	struct pci_range range = pci_devices_all(devices, PCI_BY_ADDRESS);

	if (devices->is_partial)
		range.count = 0;
	text_puts(out, "\"seen\":");
	write_functions(&range, NULL, devices, out);
}

const char *report_fate(enum identity_fate fate)
{
	static const char *const fates[] = {
		[IDENTITY_OPEN] = "open",       [IDENTITY_FOUND] = "found",
		[IDENTITY_MOVED] = "moved",     [IDENTITY_REPLACED] = "replaced",
		[IDENTITY_MISSING] = "missing", [IDENTITY_UNKNOWN] = "unknown",
	};

	return fates[fate];
}

/* The card that the image was built for, and its fate: src/core/identity.h. */
static void write_card(const struct rule *rule, struct text *out)
{
	struct text place = { 0 };
	char serial[SERIAL_SIZE];

	text_puts(out, ",\n  \"card\":{\"was\":");
	write_address(&rule->identity.was, out);
	selector_format(&rule->identity.place, &place);
	write_string("place", text_string(&place), out);
	serial_format(rule->serial, serial);
	write_string("serial", rule->serial ? serial : NULL, out);
	write_string("fate", report_fate(rule->identity.fate), out);
	text_puts(out, "}");
	if (text_error(&place))
		out->error = text_error(&place);
	text_free(&place);
}

static void write_rules(const struct inputs *inputs, struct text *out)
{
	size_t i;

	text_puts(out, "\"rules\":[");
	for (i = 0; i < inputs->config.count; i++) {
		const struct rule *rule = &inputs->config.rules[i];
		struct text line = { 0 };

		rule_format(rule, &line);
		text_printf(out, "%s\n {", comma(i));
		write_place(rule->source.file, rule->source.line, out);
		text_puts(out, ",\"text\":");
		text_json(out, text_string(&line));
		write_matched(rule, &inputs->devices, out);
		if (rule->identity.is_set)
			write_card(rule, out);
		text_puts(out, "}");
		if (text_error(&line))
			out->error = text_error(&line);
		text_free(&line);
	}
	text_puts(out, "]");
}

static void write_identity(const struct pci_device *device, struct text *out)
{
	text_puts(out, "\"address\":");
	write_address(&device->address, out);
	text_printf(out, ",\"vendor\":\"%04x\",\"device\":\"%04x\"",
		    (unsigned int)device->id.vendor, (unsigned int)device->id.device);
	text_printf(out, ",\"subsystem_vendor\":\"%04x\",\"subsystem_device\":\"%04x\"",
		    (unsigned int)device->id.subvendor, (unsigned int)device->id.subdevice);
	text_printf(out, ",\"class\":\"%06x\",\"iommu_group\":", device->class);
	if (device->group < 0)
		text_puts(out, "null");
	else
		text_printf(out, "%d", device->group);
}

static void write_device(const struct match *match, const struct outcome *outcome,
			 const char *reason, struct text *out)
{
	bool is_done = match->verdict == VERDICT_WANTED && outcome->state != OUTCOME_OPEN;
	struct text why = { 0 };

	write_identity(match->device, out);
	text_puts(out, ",\n  \"rule\":{");
	write_place(match->rule->source.file, match->rule->source.line, out);
	text_printf(out, "},\"by_group\":%s", match->by_group ? "true" : "false");
	write_string("outcome", outcome_word(match, outcome), out);
	write_string("driver", is_done ? outcome->driver : match->device->driver, out);
	write_string("driver_before", match->device->driver, out);
	if (!reason)
		outcome_explain(match, outcome, &why);
	write_string("why", reason ? reason : text_string(&why), out);
	if (text_error(&why))
		out->error = text_error(&why);
	text_free(&why);
}

static void write_devices(const struct report *report, struct text *out)
{
	const struct matches *matches = &report->decision->matches;
	size_t i;

	text_puts(out, "\"devices\":[");
	for (i = 0; i < matches->count; i++) {
		text_printf(out, "%s\n {", comma(i));
		write_device(&matches->list[i], &report->outcomes[i], NULL, out);
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

enum status report_status(const struct report *report)
{
	const struct inputs *inputs = report->inputs;
	const struct matches *matches = &report->decision->matches;
	bool planned = report->dry_run;
	size_t i;

	if (inputs->no_devices)
		return STATUS_FAILED;
	if (inputs->errors.count)
		return STATUS_NOT_AS_CONFIGURED;
	for (i = 0; inputs->cmdline.enable && i < inputs->config.count; i++)
		if (rule_finds_nothing(&inputs->config.rules[i], &inputs->devices) ||
		    rule_does_not_hold(&inputs->config.rules[i], &inputs->devices))
			return STATUS_NOT_AS_CONFIGURED;
	for (i = 0; i < matches->count; i++) {
		if (planned && matches->list[i].verdict == VERDICT_WANTED &&
		    report->outcomes[i].state == OUTCOME_OPEN)
			continue;
		if (outcome_is_problem(&matches->list[i], &report->outcomes[i]))
			return STATUS_NOT_AS_CONFIGURED;
	}
	return STATUS_OK;
}

static void write_head(const struct report *report, int format, struct text *out)
{
	text_printf(out, "{\"format\":%d", format);
	write_string("version", report->version, out);
	write_string("kernel", report->inputs->kernel, out);
}

void report_write(const struct report *report, struct text *out)
{
	const struct inputs *inputs = report->inputs;

	write_head(report, REPORT_FORMAT, out);
	text_printf(out, ",\"enabled\":%s", inputs->cmdline.enable ? "true" : "false");
	text_printf(out, ",\"dry_run\":%s", report->dry_run ? "true" : "false");
	write_string("digest", inputs->config.digest, out);
	text_printf(out, ",\"status\":%d,\n", report_status(report));
	write_times(report->times, out);
	text_puts(out, ",\n");
	write_errors(&inputs->errors, out);
	text_puts(out, ",\n");
	write_rules(inputs, out);
	text_puts(out, ",\n");
	write_devices(report, out);
	text_puts(out, ",\n");
	write_seen(&inputs->devices, out);
	text_puts(out, "}\n");
}

void report_write_late(const struct report *report, size_t match, const char *why, struct text *out)
{
	const struct match *function = &report->decision->matches.list[match];
	const struct outcome *outcome = &report->outcomes[match];
	bool touched = function->verdict == VERDICT_WANTED &&
		       (*function->device->driver || *outcome->unbound);

	write_head(report, LATE_FORMAT, out);
	write_string("digest", report->inputs->config.digest, out);
	text_puts(out, ",\n");
	write_times(report->times, out);
	text_puts(out, ",\n ");
	write_device(function, outcome, why, out);
	text_printf(out, ",\"touched\":%s}\n", touched ? "true" : "false");
}
