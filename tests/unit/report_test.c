// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Outcomes in words, errors in words, diagnostics, and the report that carries them.
 */
#include "unit/unit.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "core/error.h"
#include "core/report.h"

static const struct pci_device gpu = { .address = { .bus = 1 },
				       .id = { 0x10de, 0x2191, 0x1043, 0x17ef },
				       .class = 0x030000,
				       .group = 1,
				       .driver = "nouveau" };
static const struct pci_device port = { .class = 0x060400 };
static const struct pci_device nvswitch = { .class = 0x068000, .is_endpoint = true };
static const struct pci_device no_group = { .group = -1 };

static struct rule rule(void)
{
	struct rule result = rule_defaults;

	result.source = (struct source){ "a.conf", 3 };
	result.selector.id = (struct pci_id){ 0x10de, 0x2191, PCI_ANY, PCI_ANY };
	return result;
}

struct sentence {
	struct match match;
	struct outcome outcome;
	const char *word, *why;
	bool problem;
};

static void check_sentences(const struct sentence *table, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct text why = { 0 };

		assert_string_equal(outcome_word(&table[i].match, &table[i].outcome),
				    table[i].word);
		outcome_explain(&table[i].match, &table[i].outcome, &why);
		if (!strstr(text_string(&why), table[i].why))
			fail_msg("'%s' lacks '%s'", text_string(&why), table[i].why);
		assert_int_equal(outcome_is_problem(&table[i].match, &table[i].outcome),
				 table[i].problem);
		text_free(&why);
	}
}

static void each_state_has_its_word_and_sentence(void **state)
{
	const struct rule wanted = rule();
	const struct sentence table[] = {
		{ { &gpu, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_OPEN },
		  "planned",
		  "to be bound to vfio-pci, taken from nouveau",
		  true },
		{ { &no_group, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_OPEN },
		  "planned",
		  "to be bound to vfio-pci",
		  true },
		{ { &gpu, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_BOUND },
		  "bound",
		  "bound to vfio-pci, taken from nouveau",
		  false },
		{ { &no_group, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_BOUND },
		  "bound",
		  "bound to vfio-pci",
		  false },
		{ { &gpu, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_RELEASED, .error = -EBUSY, .step = ACTION_UNBIND },
		  "released",
		  "its host driver did not release it: device or resource busy (EBUSY)",
		  true },
		{ { &no_group, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_HELD, .error = -ENODEV, .step = ACTION_PROBE },
		  "held",
		  "held without a driver: the driver did not bind to it; it has no IOMMU group",
		  true },
		{ { &gpu, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_STUCK, .error = -ENOENT, .step = ACTION_LOAD },
		  "stuck",
		  "could not be released or held: cannot load the driver's module",
		  true },
		{ { &gpu, &wanted, &wanted, VERDICT_WANTED, false, false },
		  { .state = OUTCOME_GONE, .error = -ENOENT, .step = ACTION_OVERRIDE },
		  "gone",
		  "the function is gone: cannot set its driver_override",
		  true },
	};

	(void)state;
	check_sentences(table, ARRAY_SIZE(table));
}

static void each_verdict_has_its_word_and_sentence(void **state)
{
	const struct rule wanted = rule();
	const struct sentence table[] = {
		{ { &gpu, &wanted, &wanted, VERDICT_ALREADY, false, false },
		  { 0 },
		  "already",
		  "already bound to nouveau",
		  false },
		{ { &gpu, &wanted, &wanted, VERDICT_DOUBT, false, false },
		  { 0 },
		  "skipped",
		  "part of the input could not be read and may exclude it",
		  true },
		{ { &port, &wanted, &wanted, VERDICT_BRIDGE, false, false },
		  { 0 },
		  "skipped",
		  "bridges are never bound",
		  true },
		{ { &port, &wanted, &wanted, VERDICT_PASSED, false, false },
		  { 0 },
		  "skipped",
		  "bridges are never bound",
		  false },
		{ { &nvswitch, &wanted, &wanted, VERDICT_PASSED, false, false },
		  { 0 },
		  "skipped",
		  "class 0680 requires a rule with its ID or its address",
		  false },
		{ { &gpu, &wanted, &wanted, VERDICT_EXCLUDED, false, false },
		  { 0 },
		  "excluded",
		  "excluded by a.conf:3",
		  false },
		{ { &gpu, &wanted, &wanted, VERDICT_MISMATCH, false, false },
		  { 0 },
		  "skipped",
		  "the device is 10de:2191 subsystem 1043:17ef class 030000, but the rule is "
		  "10de:2191",
		  true },
		{ { &gpu, &wanted, &wanted, VERDICT_STORAGE, false, false },
		  { 0 },
		  "skipped",
		  "requires a rule with its ID",
		  true },
		{ { &gpu, &wanted, &wanted, VERDICT_BUSY, false, false },
		  { 0 },
		  "skipped",
		  "bound to nouveau, and take-builtin=no",
		  true },
	};

	(void)state;
	check_sentences(table, ARRAY_SIZE(table));
}

static void an_error_is_the_same_word_with_either_sign(void **state)
{
	(void)state;
	assert_string_equal(error_text(-EBUSY), "device or resource busy (EBUSY)");
	assert_ptr_equal(error_text(EBUSY), error_text(-EBUSY));
	assert_string_equal(error_text(-99999), "unexpected error");
}

static void a_diagnostic_shows_only_the_place_it_has(void **state)
{
	static const struct {
		unsigned int line, column;
		const char *out;
	} table[] = { { 0, 0, "f: x" }, { 3, 0, "f:3: x" }, { 3, 7, "f:3:7: x" } };
	struct diagnostics diagnostics = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text out = { 0 };

		assert_int_equal(
			diagnostics_add(&diagnostics, "f", table[i].line, table[i].column, "x"), 0);
		diagnostic_format(&diagnostics.list[i], &out);
		assert_string_equal(text_string(&out), table[i].out);
		text_free(&out);
	}
	diagnostics_free(&diagnostics);
	assert_int_equal(diagnostics.count, 0);
}

static void a_quote_is_printable_and_of_forty_bytes(void **state)
{
	struct parse_error error;
	char quoted[60];

	(void)state;
	memset(quoted, 'x', sizeof(quoted));
	quoted[0] = '\x1b';
	quoted[1] = '\xff';
	assert_int_equal(parse_error_quote(&error, 4, "odd", quoted, 40, ""), -EINVAL);
	assert_string_equal(error.phrase, "odd '?\?xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'");
	assert_int_equal(error.offset, 4);
	(void)parse_error_quote(&error, 4, "odd", quoted, 41, "!");
	assert_string_equal(error.phrase, "odd '?\?xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'!");
}

/* A value of JSON, well formed: the place behind it, or NULL. */
static const char *skip_value(const char *p);

static const char *skip_list(const char *p, char end, bool pairs)
{
	p += strspn(p, " \n");
	if (*p == end)
		return p + 1;
	for (;;) {
		p += strspn(p, " \n");
		if (pairs) {
			p = *p == '"' ? skip_value(p) : NULL;
			if (!p || *p++ != ':')
				return NULL;
		}
		p = skip_value(p);
		if (!p)
			return NULL;
		p += strspn(p, " \n");
		if (*p == end)
			return p + 1;
		if (*p++ != ',')
			return NULL;
	}
}

static const char *skip_value(const char *p)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t i;

	p += strspn(p, " \n");
	if (*p == '{')
		return skip_list(p + 1, '}', true);
	if (*p == '[')
		return skip_list(p + 1, ']', false);
	if (*p == '"') {
		for (p++; *p && *p != '"'; p++)
			if (*p == '\\' && !*++p)
				return NULL;
		return *p ? p + 1 : NULL;
	}
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strncmp(p, words[i], strlen(words[i])))
			return p + strlen(words[i]);
	i = strspn(p, "0123456789");
	return i ? p + i : NULL;
}

/* The report of a dry run, or of one in which every outcome is state. */
static enum status report(const char *machine, const char *config, int state, struct text *out)
{
	struct fs *fs = unit_machine(machine, NULL);
	static struct outcome outcomes[FAKE_DEVICES_MAX];
	struct times times = { .start = 1, .total = UINT64_MAX };
	struct decision decision;
	struct inputs inputs;
	struct report what = { "1", &inputs, &decision, outcomes, &times, state < 0 };
	size_t i;

	unit_inputs(fs, config, &inputs);
	assert_int_equal(decision_make(&inputs, &decision), 0);
	memset(outcomes, 0, sizeof(outcomes));
	for (i = 0; i < decision.matches.count; i++)
		outcomes[i].state = state < 0 ? OUTCOME_OPEN : (enum outcome_state)state;
	report_write(&what, out);
	assert_int_equal(text_error(out), 0);
	i = report_status(&what);
	decision_free(&decision);
	inputs_free(&inputs);
	unit_machine_end(fs);
	return (enum status)i;
}

static void a_report_is_json_whatever_the_input_was(void **state)
{
	static const char *const configs[] = {
		"",
		"04:00.0\n",
		"04:00.*\n!04:00.1\nbad \"\\\x01\xff\n1002:* id=1:2\ndead:beef\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(configs); i++) {
		struct text out = { 0 };
		const char *end;

		(void)report("twins", configs[i], -1, &out);
		end = skip_value(out.data);
		assert_non_null(end);
		assert_string_equal(end, "\n");
		assert_non_null(strstr(out.data, "\"total\":18446744073709551615"));
		text_free(&out);
	}
}

static void the_status_says_what_is_not_as_configured(void **state)
{
	static const struct {
		const char *machine, *config;
		int state;
		enum status status;
	} table[] = {
		{ "twins", "", OUTCOME_BOUND, STATUS_OK },
		{ "twins", "04:00.0\n", OUTCOME_BOUND, STATUS_OK },
		{ "twins", "04:00.0\n", -1, STATUS_OK },
		{ "twins", "04:00.0\n", OUTCOME_RELEASED, STATUS_NOT_AS_CONFIGURED },
		{ "twins", "04:00.0\n", OUTCOME_HELD, STATUS_NOT_AS_CONFIGURED },
		{ "twins", "04:00.0\n", OUTCOME_STUCK, STATUS_NOT_AS_CONFIGURED },
		{ "twins", "04:00.0\n!04:00.0\n", OUTCOME_OPEN, STATUS_OK },
		{ "twins", "bad\n", -1, STATUS_NOT_AS_CONFIGURED },
		{ "twins", "dead:beef\n", -1, STATUS_NOT_AS_CONFIGURED },
		{ "twins", "04:00.0 id=dead:beef\n", -1, STATUS_NOT_AS_CONFIGURED },
		{ "storage", "05:00.0\n", -1, STATUS_NOT_AS_CONFIGURED },
		{ "debian-12", "", -1, STATUS_FAILED },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text out = { 0 };

		assert_int_equal(report(table[i].machine, table[i].config, table[i].state, &out),
				 table[i].status);
		text_free(&out);
	}
}

static void the_report_names_rule_and_outcome_of_each_function(void **state)
{
	struct text out = { 0 };

	(void)state;
	(void)report("twins", "\n04:00.0\n", OUTCOME_BOUND, &out);
	assert_non_null(strstr(out.data, "\"format\":1"));
	assert_non_null(strstr(out.data, "\"line\":2,\"text\":\"0000:04:00.0\","
					 "\"matched\":[\"0000:04:00.0\"]"));
	assert_non_null(strstr(out.data, "\"address\":\"0000:04:00.0\",\"vendor\":\"1002\","
					 "\"device\":\"67df\""));
	assert_non_null(strstr(out.data, "\"outcome\":\"bound\""));
	assert_null(strstr(out.data, "\"address\":\"0000:03:00.0"));
	text_free(&out);
}

/* Which functions came later shows only if all are known that were there. */
static void the_report_names_all_functions_or_none(void **state)
{
	const struct times times = { 0 };
	struct inputs inputs = { 0 };
	struct decision decision = { 0 };
	struct report what = { "1", &inputs, &decision, NULL, &times, false };
	struct fs *fs = unit_machine("twins", NULL);
	struct text all = { 0 }, none = { 0 };

	(void)state;
	unit_inputs(fs, "", &inputs);
	report_write(&what, &all);
	assert_non_null(strstr(all.data, "\"seen\":[\"0000:00:00.0\","));
	assert_non_null(strstr(all.data, ",\"0000:04:00.1\"]}"));
	inputs.devices.is_partial = true;
	report_write(&what, &none);
	assert_non_null(strstr(none.data, "\"seen\":[]}"));
	text_free(&all);
	text_free(&none);
	inputs_free(&inputs);
	unit_machine_end(fs);
}

UNIT_MAIN(cmocka_unit_test(each_state_has_its_word_and_sentence),
	  cmocka_unit_test(each_verdict_has_its_word_and_sentence),
	  cmocka_unit_test(an_error_is_the_same_word_with_either_sign),
	  cmocka_unit_test(a_diagnostic_shows_only_the_place_it_has),
	  cmocka_unit_test(a_quote_is_printable_and_of_forty_bytes),
	  cmocka_unit_test(a_report_is_json_whatever_the_input_was),
	  cmocka_unit_test(the_status_says_what_is_not_as_configured),
	  cmocka_unit_test(the_report_names_rule_and_outcome_of_each_function),
	  cmocka_unit_test(the_report_names_all_functions_or_none))
