// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A configuration of any bytes, as it stands on a host and in an image, up to plan and report. The
 * first byte says which.
 */
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "fuzz/fuzz.h"
#include "host/machine/boot_report.h"

/* Whether the plan touches only functions that a rule wants, and never a bridge. */
static void check_plan(const struct decision *decision)
{
	size_t i;

	for (i = 0; i < decision->plan.count; i++) {
		const struct match *match = &decision->matches.list[decision->plan.list[i].match];

		HOLDS(match->verdict == VERDICT_WANTED);
		HOLDS(!pci_is_bridge(match->device));
		HOLDS(match->by_group || rule_conditions_hold(match->rule, match->device));
		HOLDS(!match->rule->exclude);
		HOLDS(i == 0 || decision->plan.list[i - 1].kind <= decision->plan.list[i].kind);
	}
}

/* The host reads what the boot stage wrote. */
static void read_back(const struct text *written, const struct decision *decision)
{
	struct boot_report report;
	size_t i;

	HOLDS(!boot_report_parse(written->data, written->length, &report));
	HOLDS(report.count == decision->matches.count);
	for (i = 0; i < report.count; i++)
		HOLDS(!pci_address_compare(&report.devices[i].address,
					   &decision->matches.list[i].device->address));
	boot_report_free(&report);
}

static void report(const struct inputs *inputs, const struct decision *decision)
{
	struct outcome *outcomes = calloc(decision->matches.count + 1, sizeof(*outcomes));
	struct times times = { 0 };
	struct report what = { "0", inputs, decision, outcomes, &times, false };
	struct text out = { 0 };

	HOLDS(outcomes);
	report_write(&what, &out);
	HOLDS(!text_error(&out));
	HOLDS(strlen(out.data) == out.length);
	HOLDS(report_status(&what) <= STATUS_FAILED);
	read_back(&out, decision);
	text_free(&out);
	free(outcomes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum config_dialect dialect;
	struct decision decision;
	struct inputs inputs = { 0 };
	char *text;

	if (!size)
		return 0;
	dialect = data[0] & 1 ? CONFIG_IMAGE : CONFIG_HOST;
	text = fuzz_copy(data + 1, size - 1);
	inputs.cmdline.enable = true;
	inputs.devices = *fuzz_devices();
	HOLDS(!config_add_file(&inputs.config, &inputs.errors, "f", text, size - 1, dialect));
	free(text);
	if (dialect == CONFIG_HOST)
		fuzz_check_diagnostics(&inputs.errors);
	HOLDS(!decision_make(&inputs, &decision));
	check_plan(&decision);
	report(&inputs, &decision);
	decision_free(&decision);
	diagnostics_free(&inputs.errors);
	config_free(&inputs.config);
	return 0;
}
