// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Growing strings and scanners.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"

static void a_string_grows_without_losing_a_byte(void **state)
{
	struct text text = { 0 };
	size_t i;

	(void)state;
	assert_string_equal(text_string(&text), "");
	for (i = 0; i < 1000; i++)
		text_printf(&text, "%03zu,", i);
	assert_int_equal(text.length, 4000);
	assert_int_equal(strlen(text_string(&text)), 4000);
	assert_memory_equal(text.data + 3996, "999,", 5);
	assert_int_equal(text_error(&text), 0);
	text_free(&text);
	assert_null(text.data);
}

static void a_failed_allocation_sticks(void **state)
{
	struct text text = { .error = -ENOMEM };

	(void)state;
	text_puts(&text, "lost");
	text_printf(&text, "%d", 1);
	text_json(&text, "lost");
	text_escape(&text, "lost");
	assert_int_equal(text.length, 0);
	assert_int_equal(text_error(&text), -ENOMEM);
	text_free(&text);
}

static void an_impossible_size_is_an_error_and_no_overflow(void **state)
{
	struct text text = { 0 };

	(void)state;
	text_add(&text, "x", SIZE_MAX / 2);
	assert_int_equal(text_error(&text), -ENOMEM);
	text_free(&text);
}

static void json_strings_are_escaped(void **state)
{
	static const struct {
		const char *in, *out;
	} table[] = {
		{ NULL, "null" },
		{ "", "\"\"" },
		{ "a \"b\" \\c", "\"a \\\"b\\\" \\\\c\"" },
		{ "\n\x01\x7f\xc3\xa9", "\"\\u000a\\u0001\\u007f\\u00c3\\u00a9\"" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text text = { 0 };

		text_json(&text, table[i].in);
		assert_string_equal(text_string(&text), table[i].out);
		text_free(&text);
	}
}

static void every_byte_survives_escape_and_unescape(void **state)
{
	char bytes[256];
	struct text text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 255; i++)
		bytes[i] = (char)(i + 1);
	bytes[255] = '\0';
	text_escape(&text, bytes);
	for (i = 0; i < text.length; i++)
		assert_true(text.data[i] > 0x20 && text.data[i] < 0x7f);
	assert_int_equal(text_unescape(text.data), 0);
	assert_string_equal(text.data, bytes);
	text_free(&text);
}

static void a_malformed_escape_is_refused(void **state)
{
	static const char *const table[] = { "%", "a%", "%2", "%zz", "%00", "a%0" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		char word[8];

		strcpy(word, table[i]);
		assert_int_equal(text_unescape(word), -EINVAL);
	}
}

static void hexadecimal_numbers_need_their_digits(void **state)
{
	static const struct {
		const char *text;
		unsigned int min, max;
		int r;
		uint32_t value;
	} table[] = {
		{ "10de", 4, 4, 0, 0x10de },   { "10DE", 4, 4, 0, 0x10de },
		{ "0", 1, 8, 0, 0 },           { "ffffffff", 1, 8, 0, 0xffffffff },
		{ "", 1, 4, -EINVAL, 7 },      { "10d", 4, 4, -EINVAL, 7 },
		{ "10dee", 4, 4, -EINVAL, 7 }, { "10dg", 4, 4, -EINVAL, 7 },
		{ "0x10", 4, 4, -EINVAL, 7 },  { "-1", 1, 4, -EINVAL, 7 },
		{ " 1", 1, 4, -EINVAL, 7 },    { "1 ", 1, 4, -EINVAL, 7 },
		{ "G000", 4, 4, -EINVAL, 7 },  { "@000", 4, 4, -EINVAL, 7 },
		{ "`000", 4, 4, -EINVAL, 7 },  { "123456789", 1, 8, -EINVAL, 7 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		uint32_t value = 7;

		assert_int_equal(hex_parse(table[i].text, strlen(table[i].text), table[i].min,
					   table[i].max, &value),
				 table[i].r);
		assert_int_equal(value, table[i].value);
	}
}

static void a_word_is_itself_only(void **state)
{
	(void)state;
	assert_true(text_is("setting", 3, "set"));
	assert_false(text_is("setting", 4, "set"));
	assert_false(text_is("se", 2, "set"));
	assert_true(text_is("", 0, ""));
}

static void plain_text_steers_no_terminal(void **state)
{
	static const struct {
		const char *text, *kept, *plain;
	} table[] = {
		{ "", "", "" },
		{ "a~ b", "", "a~ b" },
		{ "\x1b[2J\x07", "", "?[2J?" },
		{ "a\tb\nc\rd", "", "a?b?c?d" },
		{ "a\tb\nc\rd", "\t", "a\tb?c?d" },
		{ "a\tb\nc\rd", "\t\n", "a\tb\nc?d" },
		{ "\x7f", "\t\n", "?" },
		/* C1: in UTF-8, and as a terminal without it has them */
		{ "\xc2\x80\xc2\x9f", "", "????" },
		{ "\x80\x9b", "", "??" },
		{ "\xc2\xa0\xc3\xa9", "", "\xc2\xa0\xc3\xa9" },
		{ "\xe2\x82\xac\xf0\x9f\x98\x80", "", "\xe2\x82\xac\xf0\x9f\x98\x80" },
		/* bytes of 0x80 to 0x9f are part of other characters */
		{ "\xc4\x9b\xe1\x9b\x9b", "", "\xc4\x9b\xe1\x9b\x9b" },
		/* cut off, spelled too long, surrogates, too large */
		{ "\xc3", "", "?" },
		{ "\xe2\x82", "", "??" },
		{ "\xe2\x82z", "", "??z" },
		{ "\xc0\xaf\xc1\x9b", "", "????" },
		{ "\xe0\x82\x9b", "", "???" },
		{ "\xf0\x80\x82\x9b", "", "????" },
		{ "\xed\xa0\x80", "", "???" },
		{ "\xf4\x90\x80\x80", "", "????" },
		{ "\xf5\x80\x80\x80\xff", "", "?????" },
		/* what changes the direction, or begins a line, and its neighbours */
		{ "a\xe2\x80\xae"
		  "b",
		  "", "a???b" },
		{ "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "", "????????" },
		{ "\xe2\x80\xa8\xe2\x81\xa6\xe2\x81\xa9", "", "?????????" },
		{ "\xe2\x80\x8d\xe2\x80\x90", "", "\xe2\x80\x8d\xe2\x80\x90" },
		{ "\xe2\x80\xa7\xe2\x80\xaf", "", "\xe2\x80\xa7\xe2\x80\xaf" },
		{ "\xe2\x81\xa5\xe2\x81\xaa\xd8\x9d", "", "\xe2\x81\xa5\xe2\x81\xaa\xd8\x9d" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text text = { 0 };

		text_puts(&text, "\x1b");
		text_add_plain(&text, table[i].text, strlen(table[i].text), table[i].kept);
		assert_int_equal(text_error(&text), 0);
		assert_string_equal(text_string(&text) + 1, table[i].plain);
		assert_int_equal(text_string(&text)[0], '\x1b');
		text_free(&text);
	}
}

static void a_nul_byte_is_shown(void **state)
{
	char bytes[] = { 'a', '\0', 'b' };

	(void)state;
	text_plain(bytes, sizeof(bytes), "\t\n");
	assert_memory_equal(bytes, "a?b", sizeof(bytes));
}

UNIT_MAIN(cmocka_unit_test(plain_text_steers_no_terminal), cmocka_unit_test(a_nul_byte_is_shown),
	  cmocka_unit_test(a_string_grows_without_losing_a_byte),
	  cmocka_unit_test(a_failed_allocation_sticks),
	  cmocka_unit_test(an_impossible_size_is_an_error_and_no_overflow),
	  cmocka_unit_test(json_strings_are_escaped),
	  cmocka_unit_test(every_byte_survives_escape_and_unescape),
	  cmocka_unit_test(a_malformed_escape_is_refused),
	  cmocka_unit_test(hexadecimal_numbers_need_their_digits),
	  cmocka_unit_test(a_word_is_itself_only))
