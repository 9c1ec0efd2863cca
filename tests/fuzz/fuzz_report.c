// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boot report. An input that starts with '{' is a report of any bytes: what is read has
 * addresses that exist, an outcome for each, and strings that end where they seem to end. Any other
 * is a configuration: the report that the boot stage writes of it says the same when it is read
 * back, whatever became of the devices.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "fuzz/fuzz.h"
#include "host/machine/boot_report.h"

static void check_device(const struct boot_report *report, const struct boot_device *device)
{
	const struct boot_device *found = boot_report_find(report, &device->address);
	char name[PCI_ADDRESS_SIZE];
	struct pci_address again;

	HOLDS(found && !pci_address_compare(&found->address, &device->address));
	pci_address_format(&device->address, name);
	HOLDS(!pci_address_parse(name, strlen(name), false, &again));
	HOLDS(device->outcome && device->driver && device->why && device->file);
}

static void read_any(const char *text, size_t size)
{
	static const struct boot_report untouched = { .count = 77 };
	struct boot_report report = untouched;
	int r = boot_report_parse(text, size, &report);
	size_t i;

	HOLDS(!r || r == -EBADMSG || r == -EPROTONOSUPPORT || r == -ENOMEM);
	if (r) {
		HOLDS(!memcmp(&report, &untouched, sizeof(report)));
		return;
	}
	HOLDS(strlen(report.digest) < sizeof(report.digest) && report.kernel);
	for (i = 0; i < report.count; i++)
		check_device(&report, &report.devices[i]);
	boot_report_free(&report);
}

/* One for each match, made of the bytes. */
static struct outcome *make_outcomes(const uint8_t *data, size_t size, size_t count)
{
	struct outcome *outcomes = calloc(count + 1, sizeof(*outcomes));
	size_t i;

	HOLDS(outcomes);
	for (i = 0; size && i < count; i++) {
		outcomes[i].state = data[i % size] % (OUTCOME_GONE + 1);
		outcomes[i].step = data[i % size] / 8 % (ACTION_PROBE + 1);
		outcomes[i].error = -(data[i % size] / 2);
		if (outcomes[i].state == OUTCOME_BOUND)
			memcpy(outcomes[i].driver, "vfio-pci", sizeof("vfio-pci"));
	}
	return outcomes;
}

static void compare_device(const struct boot_device *device, const struct match *match,
			   const struct outcome *outcome)
{
	bool is_touched = match->verdict == VERDICT_WANTED && outcome->state != OUTCOME_OPEN;
	struct text why = { 0 };

	HOLDS(!pci_address_compare(&device->address, &match->device->address));
	HOLDS(!strcmp(device->outcome, outcome_word(match, outcome)));
	HOLDS(!strcmp(device->driver, is_touched ? outcome->driver : match->device->driver));
	outcome_explain(match, outcome, &why);
	HOLDS(!strcmp(device->why, text_string(&why)) && fuzz_is_plain(device->why));
	HOLDS(device->line == match->rule->source.line);
	text_free(&why);
}

static void read_back(const struct text *written, const struct report *what)
{
	const struct matches *matches = &what->decision->matches;
	const char *digest = what->inputs->config.digest;
	struct boot_report report;
	size_t i;

	HOLDS(strlen(written->data) == written->length);
	HOLDS(!boot_report_parse(written->data, written->length, &report));
	HOLDS(report.enabled && !strcmp(report.digest, digest ? digest : ""));
	HOLDS(report.count == matches->count);
	for (i = 0; i < report.count; i++)
		compare_device(&report.devices[i], &matches->list[i], &what->outcomes[i]);
	boot_report_free(&report);
}

static void write_one(const uint8_t *data, size_t size)
{
	struct inputs inputs = { .cmdline.enable = true, .devices = *fuzz_devices() };
	struct decision decision;
	struct times times = { 0 };
	struct text out = { 0 };
	struct report what = { "0", &inputs, &decision, NULL, &times, false };
	struct outcome *outcomes;

	HOLDS(!config_add_file(&inputs.config, &inputs.errors, "f", (const char *)data, size,
			       CONFIG_IMAGE));
	HOLDS(!decision_make(&inputs, &decision));
	outcomes = make_outcomes(data, size, decision.matches.count);
	what.outcomes = outcomes;
	report_write(&what, &out);
	HOLDS(!text_error(&out) && report_status(&what) <= STATUS_FAILED);
	read_back(&out, &what);
	text_free(&out);
	free(outcomes);
	decision_free(&decision);
	diagnostics_free(&inputs.errors);
	config_free(&inputs.config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size && *data == '{')
		read_any((const char *)data, size);
	else
		write_one(data, size);
	return 0;
}
