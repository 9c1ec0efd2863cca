// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files of lines, on the host and in an image.
 */
#include "unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
	struct config config;
	struct diagnostics errors;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct file));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	struct file *file = *state;

	config_free(&file->config);
	diagnostics_free(&file->errors);
	free(file);
	return 0;
}

static void add_bytes(struct file *file, const char *text, size_t length,
		      enum config_dialect dialect)
{
	assert_int_equal(config_add_file(&file->config, &file->errors, "f", text, length, dialect),
			 0);
}

static void add(struct file *file, const char *text, enum config_dialect dialect)
{
	add_bytes(file, text, strlen(text), dialect);
}

static void assert_error(const struct file *file, size_t index, unsigned int line,
			 unsigned int column, const char *part)
{
	assert_true(index < file->errors.count);
	assert_int_equal(file->errors.list[index].line, line);
	assert_int_equal(file->errors.list[index].column, column);
	assert_non_null(strstr(file->errors.list[index].text, part));
}

static void a_bad_line_costs_no_good_one(void **state)
{
	struct file *file = *state;

	add(file, "10de:2191\nbad\n\n# x\n01:00.0 gruop=yes\n01:00.1", CONFIG_HOST);
	assert_int_equal(file->config.count, 2);
	assert_int_equal(file->config.rules[0].source.line, 1);
	assert_int_equal(file->config.rules[1].source.line, 6);
	assert_string_equal(file->config.rules[1].source.file, "f");
	assert_int_equal(file->errors.count, 2);
	assert_error(file, 0, 2, 1, "'bad'");
	assert_error(file, 1, 5, 9, "gruop");
}

static void a_line_has_a_limit_and_reaches_it(void **state)
{
	char text[2 * CONFIG_LINE_MAX + 16];
	struct file *file = *state;

	memset(text, ' ', sizeof(text));
	memcpy(text, "10de:2191", 9);
	text[CONFIG_LINE_MAX] = '\n';
	memcpy(text + CONFIG_LINE_MAX + 1, "10de:1aeb", 9);
	text[2 * CONFIG_LINE_MAX + 2] = '\n';
	add_bytes(file, text, 2 * CONFIG_LINE_MAX + 3, CONFIG_HOST);
	assert_int_equal(file->config.count, 1);
	assert_int_equal(file->errors.count, 1);
	assert_error(file, 0, 2, 0, "1024");
}

static void a_file_has_a_limit_and_reaches_it(void **state)
{
	struct file *file = *state;
	char *text = malloc(CONFIG_FILE_MAX + 1);
	size_t i;

	assert_non_null(text);
	for (i = 0; i <= CONFIG_FILE_MAX; i++)
		text[i] = i % 512 == 511 ? '\n' : '#';
	memcpy(text, "10de:2191 ", 10);
	add_bytes(file, text, CONFIG_FILE_MAX, CONFIG_HOST);
	assert_int_equal(file->config.count, 1);
	assert_int_equal(file->errors.count, 0);
	add_bytes(file, text, CONFIG_FILE_MAX + 1, CONFIG_HOST);
	free(text);
	assert_int_equal(file->config.count, 1);
	assert_int_equal(file->errors.count, 1);
	assert_error(file, 0, 0, 0, "longer than 64 KiB");
}

static void more_rules_than_fit_are_reported(void **state)
{
	struct file *file = *state;
	struct text text = { 0 };
	size_t i;

	for (i = 0; i < CONFIG_RULES_MAX + 2; i++)
		text_puts(&text, "10de:2191\n");
	add_bytes(file, text.data, text.length, CONFIG_HOST);
	text_free(&text);
	assert_int_equal(file->config.count, CONFIG_RULES_MAX);
	assert_int_equal(file->errors.count, 2);
	assert_error(file, 0, CONFIG_RULES_MAX + 1, 0, "4096");
}

static void set_applies_to_the_end_of_its_file(void **state)
{
	struct file *file = *state;

	add(file, "10de:2191\nset on-failure=hold\n10de:1aeb\n", CONFIG_HOST);
	add(file, "10de:1aec\n", CONFIG_HOST);
	assert_int_equal(file->config.rules[0].on_failure, ON_FAILURE_RELEASE);
	assert_int_equal(file->config.rules[1].on_failure, ON_FAILURE_HOLD);
	assert_int_equal(file->config.rules[2].on_failure, ON_FAILURE_RELEASE);
}

static void a_set_line_that_is_wrong_changes_nothing(void **state)
{
	struct file *file = *state;

	add(file, "set on-failure=hold group=maybe\n10de:2191\n", CONFIG_HOST);
	assert_int_equal(file->errors.count, 1);
	assert_int_equal(file->config.rules[0].on_failure, ON_FAILURE_RELEASE);
}

static void an_image_names_the_lines_of_the_host(void **state)
{
	struct file *file = *state;

	add(file,
	    "@image 1 sha256:abc\n@rule /etc/a%20b:7 01:00.0 id=10de:2191\n"
	    "@error /etc/c:3:5 a phrase\n@rule x:y:9 10de:1aeb\n@end\n",
	    CONFIG_IMAGE);
	assert_false(file->config.unreadable);
	assert_int_equal(file->config.count, 2);
	assert_string_equal(file->config.digest, "sha256:abc");
	assert_string_equal(file->config.rules[0].source.file, "/etc/a b");
	assert_int_equal(file->config.rules[0].source.line, 7);
	assert_string_equal(file->config.rules[1].source.file, "x:y");
	assert_int_equal(file->errors.count, 1);
	assert_string_equal(file->errors.list[0].file, "/etc/c");
	assert_error(file, 0, 3, 5, "a phrase");
}

static void a_card_belongs_to_the_rule_above_it(void **state)
{
	static const char *const damaged[] = {
		"@card",
		"@card 00:1c.0/00.0",
		"@card 00:1c.0/00.* 01:00.0",
		"@card 10de:2191 01:00.0",
		"@card 00:1c.0/00.0 01:00.*",
		"@card 00:1c.0/00.0 01:00.0 closed",
		"@card 00:1c.0/00.0  open",
	};
	static const char head[] = "@image 2 d\n@rule f:1 01:00.0 id=8086:10d3\n";
	struct file *file = *state;
	struct text text = { 0 };
	size_t i;

	text_printf(&text, "%s@card 00:1c.0/00.0 02:00.0 open\n@end\n", head);
	add(file, text.data, CONFIG_IMAGE);
	assert_int_equal(file->errors.count, 0);
	assert_true(file->config.rules[0].identity.is_set);
	assert_true(file->config.rules[0].identity.is_open);
	assert_int_equal(file->config.rules[0].identity.was.bus, 2);
	text_free(&text);
	config_free(&file->config);
	for (i = 0; i < ARRAY_SIZE(damaged); i++) {
		text_printf(&text, "%s%s\n@end\n", head, damaged[i]);
		add(file, text.data, CONFIG_IMAGE);
		text_free(&text);
		if (file->errors.count != 1 || !file->config.unreadable)
			fail_msg("%s: %zu errors", damaged[i], file->errors.count);
		config_free(&file->config);
		diagnostics_free(&file->errors);
	}
}

static void a_damaged_line_of_an_image_is_reported_at_its_place(void **state)
{
	static const char *const damaged[] = {
		"01:00.0",
		"",
		"@rule",
		"@rule f",
		"@rule f 01:00.0",
		"@rule f: 01:00.0",
		"@rule 1 01:00.0",
		"@rule f:1x 01:00.0",
		"@rule f:1234567890 01:00.0",
		"@rule f%:1 01:00.0",
		"@error f:1 x",
		"@error f:1:",
		"@image 3 x",
		"@image 1",
		"@serial 52-54-00-ff-ff-12-34",
		"@serial",
		"@card 00:1c.0/00.0 01:00.0", /* of no rule */
		"@rule f%00:1 01:00.0",
		"@rule f:1 ",
		"@rule f:1 # nothing",
		"@end ",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(damaged); i++) {
		struct file *file = *state;
		struct text text = { 0 };

		text_printf(&text, "@image 1 d\n%s\n@rule f:2 01:00.1\n@end\n", damaged[i]);
		add(file, text.data, CONFIG_IMAGE);
		text_free(&text);
		if (file->errors.count != 1 || file->config.count != 1)
			fail_msg("%s: %zu errors, %zu rules", damaged[i], file->errors.count,
				 file->config.count);
		assert_error(file, 0, 2, 0, "damaged");
		assert_true(file->config.unreadable);
		config_free(&file->config);
		diagnostics_free(&file->errors);
	}
}

static void the_rule_of_an_image_line_may_be_wrong_too(void **state)
{
	struct file *file = *state;

	add(file, "@image 1 d\n@rule f:8 01:00.0 gro\n@end\n", CONFIG_IMAGE);
	assert_int_equal(file->errors.count, 1);
	assert_error(file, 0, 8, 9, "gro");
	assert_true(file->config.unreadable);
}

static void an_image_that_is_cut_off_or_goes_on_is_unreadable(void **state)
{
	static const char *const texts[] = {
		"@image 1 d\n@rule f:1 01:00.0\n",
		"@image 1 d\n@rule f:1 01:00.0\n@en",
		"@image 1 d\n@end\n@rule f:1 01:00.0\n",
		"@image 1 d\n@end\n\n",
		"@image 1 ",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		struct file *file = *state;

		add(file, texts[i], CONFIG_IMAGE);
		assert_true(file->config.unreadable);
		assert_true(file->errors.count > 0);
		config_free(&file->config);
		diagnostics_free(&file->errors);
	}
}

static void a_file_without_the_mark_is_read_as_on_the_host(void **state)
{
	struct file *file = *state;

	add(file, "01:00.0\n@rule f:1 01:00.1\n", CONFIG_IMAGE);
	assert_int_equal(file->config.count, 1);
	assert_int_equal(file->errors.count, 1);
	assert_null(file->config.digest);
	add(file, "@image 1 d\n", CONFIG_HOST);
	assert_int_equal(file->errors.count, 2);
	assert_null(file->config.digest);
}

static void a_second_head_replaces_the_digest(void **state)
{
	struct file *file = *state;

	add(file, "@image 1 first\n@image 1 second\n", CONFIG_IMAGE);
	assert_string_equal(file->config.digest, "second");
}

static void an_image_line_has_a_limit(void **state)
{
	struct file *file = *state;
	struct text text = { 0 };

	text_printf(&text, "@image 1 d\n@rule f:1 01:00.0%*s\n@rule f:2 01:00.1\n", IMAGE_LINE_MAX,
		    "");
	add(file, text.data, CONFIG_IMAGE);
	text_free(&text);
	assert_int_equal(file->config.count, 1);
	assert_error(file, 0, 2, 0, "4096");
	assert_true(file->config.unreadable);
}

static void a_list_has_columns_and_no_lines(void **state)
{
	struct file *file = *state;

	assert_int_equal(config_add_list(&file->config, &file->errors, "the command line",
					 "01:00.0,bad", 11, 100),
			 0);
	assert_int_equal(file->config.count, 0);
	assert_error(file, 0, 0, 109, "'bad'");
	assert_int_equal(config_add_list(&file->config, &file->errors, "the command line",
					 "01:00.0,10de:2191", 17, 100),
			 0);
	assert_int_equal(file->config.count, 2);
	assert_int_equal(file->config.rules[1].source.line, 0);
	assert_string_equal(file->config.rules[1].source.file, "the command line");
}

static void a_name_is_kept_once_while_it_repeats(void **state)
{
	struct file *file = *state;
	const char *first = config_keep_name(&file->config, "name!", 4);

	assert_string_equal(first, "name");
	assert_ptr_equal(config_keep_name(&file->config, "name", 4), first);
	assert_ptr_not_equal(config_keep_name(&file->config, "nam", 3), first);
	assert_int_equal(file->config.file_count, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

UNIT_MAIN(TEST(a_bad_line_costs_no_good_one), TEST(a_line_has_a_limit_and_reaches_it),
	  TEST(a_file_has_a_limit_and_reaches_it), TEST(more_rules_than_fit_are_reported),
	  TEST(set_applies_to_the_end_of_its_file), TEST(a_set_line_that_is_wrong_changes_nothing),
	  TEST(an_image_names_the_lines_of_the_host), TEST(a_card_belongs_to_the_rule_above_it),
	  TEST(a_damaged_line_of_an_image_is_reported_at_its_place),
	  TEST(an_image_that_is_cut_off_or_goes_on_is_unreadable),
	  TEST(the_rule_of_an_image_line_may_be_wrong_too),
	  TEST(a_file_without_the_mark_is_read_as_on_the_host),
	  TEST(a_second_head_replaces_the_digest), TEST(an_image_line_has_a_limit),
	  TEST(a_list_has_columns_and_no_lines), TEST(a_name_is_kept_once_while_it_repeats))
