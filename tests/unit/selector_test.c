// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Selectors: reading, printing, suggestions, matching.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "core/selector.h"
#include "kernel/pci_scan.h"

static void selectors_are_read_and_printed_in_one_spelling(void **state)
{
	static const struct {
		const char *in, *out;
		enum selector_kind kind;
	} table[] = {
		{ "10de:2191", "10de:2191", SELECTOR_ID },
		{ "10DE:1AEB", "10de:1aeb", SELECTOR_ID },
		{ "10de:*", "10de:*", SELECTOR_ID },
		{ "10de:2191:1043:17ef", "10de:2191:1043:17ef", SELECTOR_ID },
		{ "10de:2191:1043:*", "10de:2191:1043:*", SELECTOR_ID },
		{ "10de:*:*:17ef", "10de:*:*:17ef", SELECTOR_ID },
		{ "10de:*:*:*", "10de:*", SELECTOR_ID },
		{ "01:00.0", "0000:01:00.0", SELECTOR_ADDRESS },
		{ "01:00.*", "0000:01:00.*", SELECTOR_ADDRESS },
		{ "pci_0000_01_00_0", "0000:01:00.0", SELECTOR_ADDRESS },
		{ "pci_10000_E1_1f_7", "10000:e1:1f.7", SELECTOR_ADDRESS },
		{ "00:01.0/00.0", "0000:00:01.0/00.0", SELECTOR_PATH },
		{ "10000:00:01.0/1F.7/00.*", "10000:00:01.0/1f.7/00.*", SELECTOR_PATH },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct parse_error error = { 0 };
		struct selector selector, again;
		struct text out = { 0 };

		assert_int_equal(
			selector_parse(table[i].in, strlen(table[i].in), &selector, &error), 0);
		assert_int_equal(selector.kind, table[i].kind);
		selector_format(&selector, &out);
		assert_string_equal(text_string(&out), table[i].out);
		assert_int_equal(selector_parse(out.data, out.length, &again, &error), 0);
		assert_memory_equal(&selector, &again, sizeof(selector));
		text_free(&out);
	}
}

static void a_malformed_selector_has_its_place_and_a_suggestion(void **state)
{
	static const struct {
		const char *in;
		size_t offset;
		const char *suggestion; /* NULL: none */
	} table[] = {
		{ "", 0, NULL },
		{ "0000:01:00:0", 0, "0000:01:00.0" },
		{ "1:0.0", 0, "01:00.0" },
		{ "10de.2191", 0, "10de:2191" },
		{ "0x10de:0x2191", 0, "10de:2191" },
		{ "10de-2191-1043-17ef", 0, "10de:2191:1043:17ef" },
		{ "0000:01:00", 0, "0000:01:00.*" },
		{ "2b:00", 0, "2b:00.*" },
		{ "1:0", 0, "01:00.*" },
		{ "01:00.", 0, "01:00.*" },
		{ "10000:e1:00", 0, NULL },
		{ "2b:20", 0, NULL },
		{ "10de:21", 0, NULL },
		{ "pci_0000:01:00.0", 0, NULL },
		{ "pci_10de_2191", 0, NULL },
		{ "pci_0000_01_00", 0, NULL },
		{ "pci_0000_01_00_8", 0, NULL },
		{ "pci_10de_2191_1043_17ef", 0, NULL },
		{ "0000:01:00.9", 0, NULL },
		{ "1:2:3:4:5", 0, NULL },
		{ "10de:2191:1043", 0, NULL },
		{ "123456789", 0, NULL },
		{ "*:2191", 0, NULL },
		{ "10de", 0, NULL },
		{ "vga", 0, NULL },
		{ "01:00/00.0", 0, NULL },
		{ "01:00.*/00.0", 0, NULL },
		{ "01:00.0/", 8, NULL },
		{ "01:00.0/00.0/0.0", 13, NULL },
		{ "01:00.0/00.*/00.0", 8, NULL },
		{ "01:00.0//00.0", 8, NULL },
		{ "00:01.0/1.0/2.0", 8, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct parse_error error = { 0 };
		struct selector selector = { .depth = 77 };
		const char *hint;

		assert_int_equal(selector_parse(table[i].in, strlen(table[i].in), &selector,
						&error),
				 -EINVAL);
		assert_int_equal(selector.depth, 77);
		assert_int_equal(error.offset, table[i].offset);
		hint = strstr(error.phrase, "did you mean ");
		if (!table[i].suggestion)
			assert_null(hint);
		else
			assert_int_equal(strncmp(hint + 13, table[i].suggestion,
						 strlen(table[i].suggestion)),
					 0);
	}
}

static void a_path_has_a_limit_and_reaches_it(void **state)
{
	char text[8 + 5 * (SELECTOR_PATH_MAX + 1)];
	struct parse_error error = { 0 };
	struct selector selector;
	size_t i, length;

	(void)state;
	strcpy(text, "00:01.0");
	for (i = 0; i < SELECTOR_PATH_MAX; i++)
		strcat(text, "/00.0");
	length = strlen(text);
	assert_int_equal(selector_parse(text, length, &selector, &error), 0);
	assert_int_equal(selector.depth, SELECTOR_PATH_MAX);
	strcat(text, "/00.0");
	assert_int_equal(selector_parse(text, strlen(text), &selector, &error), -EINVAL);
	assert_int_equal(error.offset, length + 1);
}

static void only_what_is_inside_the_length_is_read(void **state)
{
	struct parse_error error = { 0 };
	struct selector selector;

	(void)state;
	assert_int_equal(selector_parse("10de:2191,junk", 9, &selector, &error), 0);
	assert_int_equal(selector_parse("10de:2191", 8, &selector, &error), -EINVAL);
}

static bool matches(const struct pci_devices *devices, const char *text, const char *address)
{
	struct parse_error error;
	struct selector selector;

	assert_int_equal(selector_parse(text, strlen(text), &selector, &error), 0);
	return selector_matches(&selector, devices, &devices->list[unit_device(devices, address)]);
}

static void a_path_runs_through_each_of_its_bridges(void **state)
{
	struct fs *fs = unit_machine("acs", NULL);
	struct inputs inputs;

	(void)state;
	unit_inputs(fs, NULL, &inputs);
	assert_int_equal(pci_read_all(fs, &inputs.devices, &inputs.errors), 0);
	assert_true(matches(&inputs.devices, "00:03.1/00.0/10.0/00.0", "0000:05:00.0"));
	assert_true(matches(&inputs.devices, "02:10.0/00.0", "0000:05:00.0"));
	assert_true(matches(&inputs.devices, "02:10.0/00.*", "0000:05:00.0"));
	assert_true(matches(&inputs.devices, "00:03.1/00.0", "0000:01:00.0"));
	assert_false(matches(&inputs.devices, "00:03.1/00.0/10.0/00.0", "0000:06:00.0"));
	assert_false(matches(&inputs.devices, "00:03.1/00.0/10.0/00.1", "0000:05:00.0"));
	assert_false(matches(&inputs.devices, "00:03.1/10.0/00.0", "0000:05:00.0"));
	assert_false(matches(&inputs.devices, "00:03.0/00.0/10.0/00.0", "0000:05:00.0"));

	assert_false(matches(&inputs.devices, "00:00.0/03.1", "0000:00:03.1"));
	inputs_free(&inputs);
	unit_machine_end(fs);
}

static void a_slot_is_all_its_functions_and_no_other_slot(void **state)
{
	struct fs *fs = unit_machine("twins", NULL);
	struct inputs inputs;

	(void)state;
	unit_inputs(fs, NULL, &inputs);
	assert_true(matches(&inputs.devices, "04:00.*", "0000:04:00.1"));
	assert_true(matches(&inputs.devices, "04:00.1", "0000:04:00.1"));
	assert_false(matches(&inputs.devices, "04:00.0", "0000:04:00.1"));
	assert_false(matches(&inputs.devices, "04:00.*", "0000:03:00.1"));
	assert_false(matches(&inputs.devices, "0001:04:00.*", "0000:04:00.1"));
	assert_true(matches(&inputs.devices, "1002:67df:1da2:e387", "0000:04:00.0"));
	assert_false(matches(&inputs.devices, "1002:67df:1da2:e388", "0000:04:00.0"));
	inputs_free(&inputs);
	unit_machine_end(fs);
}

static void one_place_is_neither_an_id_nor_a_wildcard(void **state)
{
	static const struct {
		const char *text;
		bool one;
	} table[] = { { "10de:2191", false },
		      { "01:00.0", true },
		      { "01:00.*", false },
		      { "00:01.0/00.0", true },
		      { "00:01.0/00.*", false } };
	struct parse_error error;
	struct selector selector;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		assert_int_equal(
			selector_parse(table[i].text, strlen(table[i].text), &selector, &error), 0);
		assert_int_equal(selector_is_one_place(&selector), table[i].one);
	}
}

static void equal_ones_may_be_spelled_in_two_ways(void **state)
{
	static const struct {
		const char *left, *right;
		bool equal;
	} table[] = {
		{ "10de:2191", "10DE:2191", true },
		{ "10de:2191", "10de:2192", false },
		{ "10de:2191", "10de:*", false },
		{ "10de:2191", "10de:2191:1043:17ef", false },
		{ "01:00.0", "0000:01:00.0", true },
		{ "01:00.0", "01:00.1", false },
		{ "01:00.0", "01:00.*", false },
		{ "01:00.0", "0001:01:00.0", false },
		{ "00:01.0/00.0", "0000:00:01.0/00.0", true },
		{ "00:01.0/00.0", "00:01.0/00.*", false },
		{ "00:01.0/00.0", "00:01.0/01.0", false },
		{ "00:01.0/00.0", "00:01.1/00.0", false },
		{ "00:01.0/00.0", "00:01.0/00.0/00.0", false },
		{ "00:01.0", "00:01.0/00.0", false },
	};
	struct selector left, right;
	struct parse_error error;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		const char *a = table[i].left, *b = table[i].right;

		assert_int_equal(selector_parse(a, strlen(a), &left, &error), 0);
		assert_int_equal(selector_parse(b, strlen(b), &right, &error), 0);
		assert_int_equal(selector_equals(&left, &right), table[i].equal);
		assert_int_equal(selector_equals(&right, &left), table[i].equal);
	}
}

UNIT_MAIN(cmocka_unit_test(selectors_are_read_and_printed_in_one_spelling),
	  cmocka_unit_test(a_malformed_selector_has_its_place_and_a_suggestion),
	  cmocka_unit_test(a_path_has_a_limit_and_reaches_it),
	  cmocka_unit_test(only_what_is_inside_the_length_is_read),
	  cmocka_unit_test(a_path_runs_through_each_of_its_bridges),
	  cmocka_unit_test(a_slot_is_all_its_functions_and_no_other_slot),
	  cmocka_unit_test(one_place_is_neither_an_id_nor_a_wildcard),
	  cmocka_unit_test(equal_ones_may_be_spelled_in_two_ways))
